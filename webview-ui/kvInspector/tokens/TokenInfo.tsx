import type { KvTokens } from '../../../src/protocol/kvInspector';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { visible } from './chunks';

/** What a token is: position, id, text and the memory that it comes from. */
export function TokenInfo({ tokens, at }: { tokens: KvTokens; at: number }): React.JSX.Element {
  const { ids, pieces, owners, sources } = tokens;
  const owner = sources[owners[at] ?? -1];
  return (
    <p className="kv-token-info" role="note">
      <b className="mono">{visible(pieces[at] ?? '')}</b>
      <span>{t('position {0} of {1}', formatNumber(at), formatNumber(ids.length))}</span>
      <span>{t('token {0}', String(ids[at] ?? ''))}</span>
      <span className="dim">{owner ? owner.title || owner.key : t('around the memories')}</span>
    </p>
  );
}
