import type { KvRow } from '../../src/engine/model/kvItem';
import { Banner } from '../shared/Banner';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { SourceChanges } from '../shared/SourceChanges';
import { t } from '../shared/strings';
import { Actions } from './Actions';
import { Ask } from './ask/Ask';
import { Layers } from './layers/Layers';
import { formatTokens, standingIcon, standingName, tierName } from './names';
import { Overview } from './overview/Overview';
import { useKv } from './state/KvContext';
import { Tabs } from './Tabs';
import { Tokens } from './tokens/Tokens';

/** One item: what it is and how it stands, what can be done with it, and its parts on tabs. */
export function ItemPage({ row }: { row: KvRow }): React.JSX.Element {
  const { channel, attempt, detail, detailError, refresh, tab } = useKv();
  const keeps = detail?.keeps ?? 0;
  const { title, standing, reason, tier, tokens } = row;
  return (
    <>
      <header className="page-head">
        <div className="page-title">
          <h2>{title || t('(no title)')}</h2>
          <span className="standing-badge" data-standing={standing}>
            <Icon name={standingIcon[standing]} />
            {standingName(standing)}
          </span>
          <span className="dim">
            {formatTokens(tokens)} · {tierName(tier)}
          </span>
        </div>
        <Actions row={row} keeps={keeps} />
      </header>
      {reason !== '' && (
        <p className="page-notice" role="note">
          <Icon name={standingIcon[standing]} />
          <span>{reason}</span>
        </p>
      )}
      {row.changes.length > 0 && (
        <SourceChanges
          changes={row.changes}
          note={
            keeps > 0
              ? t(
                  'The first {0} of {1} tokens can still be used.',
                  formatNumber(Math.min(keeps, tokens)),
                  formatNumber(tokens),
                )
              : ''
          }
          onDiff={(key) => void attempt(channel.request('diff', { id: row.id, key }))}
          onReveal={(key) => void attempt(channel.request('reveal', { key }))}
        />
      )}
      {detailError !== null && <Banner text={detailError} onRetry={refresh} />}
      <Tabs />
      <div
        className="tab-panel"
        role="tabpanel"
        id="panel"
        aria-labelledby={`tab-${tab}`}
        key={`${row.id} ${tab}`}
      >
        {tab === 'overview' && detail && <Overview detail={detail} />}
        {tab === 'ask' && <Ask row={row} asks={detail?.asks ?? []} />}
        {tab === 'text' && <Tokens row={row} />}
        {tab === 'layers' && <Layers row={row} />}
      </div>
    </>
  );
}
