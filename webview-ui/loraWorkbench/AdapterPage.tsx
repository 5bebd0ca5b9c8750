import type { AdapterRow } from '../../src/engine/model/loraItem';
import { Banner } from '../shared/Banner';
import { Icon } from '../shared/Icon';
import { SourceChanges } from '../shared/SourceChanges';
import { t } from '../shared/strings';
import { Actions } from './Actions';
import { Approval } from './Approval';
import { Compare } from './compare/Compare';
import { Norms } from './layers/Norms';
import { shownAs, shownIcon, shownName } from './names';
import { Overview } from './overview/Overview';
import { useLora } from './state/LoraContext';
import { Tabs } from './Tabs';
import { Training } from './training/Training';

/** One adapter: what it is and how it stands, what can be done with it, and its parts on tabs. */
export function AdapterPage({ row }: { row: AdapterRow }): React.JSX.Element {
  const { channel, attempt, detail, detailError, refresh, tab } = useLora();
  const { id, item, problem, changes } = row;
  const shown = shownAs(row);
  return (
    <>
      <header className="page-head">
        <div className="page-title">
          <h2>{item?.title ?? id}</h2>
          <span className="standing-badge" data-shown={shown}>
            <Icon name={shownIcon[shown]} />
            {shownName(shown)}
          </span>
        </div>
        <Actions row={row} />
      </header>
      {problem !== null && (
        <p className="page-notice" role="note">
          <Icon name="error" />
          <span>{problem}</span>
        </p>
      )}
      {item && <Approval row={row} item={item} />}
      {changes.length > 0 && (
        <SourceChanges
          changes={changes}
          note={t('The adapter still answers as it was trained; distil anew to bring it up to date.')}
          onDiff={(key) => void attempt(channel.request('diff', { id, key }))}
          onReveal={(key) => void attempt(channel.request('reveal', { key }))}
        />
      )}
      {detailError !== null && <Banner text={detailError} onRetry={refresh} />}
      {item && (
        <>
          <Tabs />
          <div className="tab-panel" role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`} key={tab}>
            {tab === 'overview' && <Overview item={item} detail={detail} />}
            {tab === 'training' && detail && <Training detail={detail} />}
            {tab === 'layers' && <Norms id={id} />}
            {tab === 'compare' && <Compare row={row} />}
          </div>
        </>
      )}
    </>
  );
}
