import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { queryOf } from './state/query';
import { useSearchView } from './state/SearchContext';

/** Before the first question: what can be asked, and the searches that were saved. */
export function Start(): React.JSX.Element {
  const { state, set } = useSearchView();
  const saved = state?.saved ?? [];
  return (
    <div className="empty start">
      <Icon name="search" />
      <p>
        {state
          ? t(
              'Ask {0} memories: words, people, times such as “last May”, tags. Each result shows what its score is made of.',
              formatNumber(state.vectors.memories),
            )
          : t('Opening…')}
      </p>
      {saved.length > 0 && (
        <ul className="saved" aria-label={t('Saved searches')}>
          {saved.map(({ name, request }) => (
            <li key={name}>
              <button type="button" className="text-link" onClick={() => set(queryOf(request), true)}>
                <Icon name="save" /> {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
