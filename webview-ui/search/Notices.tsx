import type { SearchJob } from '../../src/protocol/searchView';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useSearchView } from './state/SearchContext';

/** Says what the search has to do without, or what is being made, with the way on. */
export function Notices(): React.JSX.Element | null {
  const { channel, cube, state, job, attempt, adopt } = useSearchView();
  const embed = async (): Promise<void> => adopt(await attempt(channel.request('embed', { cube })));
  const choose = async (): Promise<void> => adopt(await attempt(channel.request('chooseEmbedder', { cube })));
  if (job) {
    const share = job.total > 0 ? job.done / job.total : undefined;
    const what = jobName(job.what);
    return (
      <div className="notice-line" role="status">
        <Icon name="sync" />
        <span>
          {what}
          {job.total > 0 && ` ${t('{0} of {1}', formatNumber(job.done), formatNumber(job.total))}`}
        </span>
        <progress aria-label={what} {...(share === undefined ? {} : { value: share })} />
        <button
          type="button"
          className="text-link"
          onClick={() => void attempt(channel.request('stop', { cube }))}
        >
          {t('Stop')}
        </button>
      </div>
    );
  }
  if (!state || state.vectors.memories === 0) return null;
  const { embedder, why, fresh, stale, taken, note, memories } = state.vectors;
  if (!embedder) {
    return (
      <div className="notice-line" role="note">
        <Icon name="info" />
        <span>{why ?? t('Search goes by words only: no embedder is chosen.')}</span>
        <button type="button" className="text-link" onClick={() => void choose()}>
          {t('Choose an Embedder…')}
        </button>
      </div>
    );
  }
  const missing = memories - fresh - stale;
  if (missing + stale <= 0 && taken === 0 && note === undefined) return null;
  if (missing + stale <= 0) {
    return (
      <div className="notice-line" role="note">
        <Icon name="info" />
        <span>
          {taken > 0
            ? t('Vectors of the MemCube itself, not compared with their texts yet: {0}.', formatNumber(taken))
            : note}
        </span>
        {taken > 0 && (
          <button type="button" className="text-link" onClick={() => void embed()}>
            {t('Compare All')}
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="notice-line" role="note">
      <Icon name="info" />
      <span>
        {fresh === 0 && stale === 0
          ? t('No memory has a vector of {0} yet; search goes by words only.', embedder.name)
          : stale > 0
            ? t(
                'Without a vector: {0}, with one of an earlier text: {1}.',
                formatNumber(missing),
                formatNumber(stale),
              )
            : t('Without a vector: {0} of {1} memories.', formatNumber(missing), formatNumber(memories))}
        {note !== undefined && ` ${note}`}
      </span>
      <button type="button" className="text-link" onClick={() => void embed()}>
        {t('Compute Vectors')}
      </button>
    </div>
  );
}

function jobName(what: SearchJob['what']): string {
  const names = {
    index: t('Building the search index'),
    embed: t('Computing vectors'),
    check: t('Comparing vectors with their texts'),
  };
  return names[what];
}
