import type { KvRow } from '../../src/engine/model/kvItem';
import { Banner } from '../shared/Banner';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { Actions } from './Actions';
import { Ask } from './ask/Ask';
import { Changes } from './Changes';
import { Layers } from './layers/Layers';
import { formatTokens, standingIcon, standingName, tierName } from './names';
import { Overview } from './overview/Overview';
import { useKv } from './state/KvContext';
import { Tabs } from './Tabs';
import { Tokens } from './tokens/Tokens';

/** One item: what it is and how it stands, what can be done with it, and its parts on tabs. */
export function ItemPage({ row }: { row: KvRow }): React.JSX.Element {
  const { detail, detailError, refresh, tab } = useKv();
  const { title, standing, reason, tier, tokens } = row;
  return (
    <>
      <header className="kv-page-head">
        <div className="kv-page-title">
          <h2>{title || t('(no title)')}</h2>
          <span className="kv-badge" data-standing={standing}>
            <Icon name={standingIcon[standing]} />
            {standingName(standing)}
          </span>
          <span className="dim">
            {formatTokens(tokens)} · {tierName(tier)}
          </span>
        </div>
        <Actions row={row} keeps={detail?.keeps ?? 0} />
      </header>
      {reason !== '' && (
        <p className="kv-notice" role="note">
          <Icon name={standingIcon[standing]} />
          <span>{reason}</span>
        </p>
      )}
      {row.changes.length > 0 && <Changes row={row} keeps={detail?.keeps ?? 0} />}
      {detailError !== null && <Banner text={detailError} onRetry={refresh} />}
      <Tabs />
      <div
        className="kv-panel"
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
