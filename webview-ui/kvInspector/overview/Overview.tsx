import type { KvDetail } from '../../../src/protocol/kvInspector';
import { Facts, type Fact } from '../../shared/Facts';
import { formatBytes, formatDateTime, formatNumber } from '../../shared/format';
import { Section } from '../../shared/Section';
import { SourceList } from '../../shared/SourceList';
import { t } from '../../shared/strings';
import { formatMs, originName } from '../names';
import { useKv } from '../state/KvContext';
import { Fingerprint } from './Fingerprint';
import { Restores } from './Restores';
import { Timing } from './Timing';

/** What an item is made of, what it takes and what it saves. */
export function Overview({ detail }: { detail: KvDetail }): React.JSX.Element | null {
  const { channel, attempt } = useKv();
  const { row, item, current, asks } = detail;
  if (!item) return null;
  const { stored, figures } = item;
  const facts: readonly Fact[] = [
    [t('Made from'), originName(item.origin)],
    [t('Made'), formatDateTime(Date.parse(item.createdAt))],
    [t('Last used'), item.lastUsedAt === null ? t('never') : formatDateTime(Date.parse(item.lastUsedAt))],
    [t('Expires'), expiry(row.pinned, item.expiresAt)],
    [t('Uses'), formatNumber(item.hits)],
    [t('Saved so far'), formatMs(item.savedMs)],
    [t('Tokens'), formatNumber(row.tokens)],
    [t('On the disk'), formatBytes(stored.bytes)],
    ...(stored.encoding === 'zstd' ? [[t('Not compressed'), formatBytes(stored.stateBytes)] as const] : []),
    [t('Bytes a token'), formatBytes(row.tokens > 0 ? stored.stateBytes / row.tokens : 0)],
    [t('Building took'), formatMs(figures.buildMs + figures.saveMs)],
    ...(figures.extendedFrom > 0
      ? [[t('Taken over'), t('{0} tokens', formatNumber(figures.extendedFrom))] as const]
      : []),
  ];
  return (
    <div className="kv-overview">
      <Timing item={item} asks={asks} />
      <Section title={t('Facts')}>
        <Facts facts={facts} />
      </Section>
      <Fingerprint fingerprint={item.fingerprint} current={current} />
      <SourceList
        sources={item.sources}
        changes={row.changes}
        onReveal={(key) => void attempt(channel.request('reveal', { key }))}
      />
      <Restores restores={figures.restores} />
    </div>
  );
}

function expiry(pinned: boolean, expiresAt: string | null): string {
  if (pinned || expiresAt === null) return t('never');
  return formatDateTime(Date.parse(expiresAt));
}
