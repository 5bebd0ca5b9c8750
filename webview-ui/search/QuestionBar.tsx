import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import { t } from '../shared/strings';
import { requestOf } from './state/query';
import { useSearchView } from './state/SearchContext';

interface Props {
  readonly tuning: boolean;
  readonly onTuning: () => void;
  readonly spotlight: boolean;
  readonly onSpotlight: () => void;
  readonly onCube: (cube: string) => void;
}

/** The cube, the question, and what can be done with the answer. */
export function QuestionBar(props: Props): React.JSX.Element {
  const { channel, hello, cube, query, set, result, askWhyNot, attempt, adopt } = useSearchView();
  const empty = query.text.trim() === '';
  const pick = async (): Promise<void> => {
    const key = await attempt(channel.request('pick', { cube }));
    if (key !== null) askWhyNot(key);
  };
  const save = async (): Promise<void> =>
    adopt(await attempt(channel.request('saveSearch', { cube, request: requestOf(query) })));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') set({}, true);
    else if (event.key === 'ArrowDown') document.getElementById('hits')?.focus();
    else if (event.key === 'Escape' && query.text !== '') set({ text: '' }, true);
    else return;
    event.preventDefault();
  };
  return (
    <div className="question-bar" role="search">
      <select
        className="field boxed cube-choice"
        aria-label={t('MemCube to search')}
        title={hello.cubes.find(({ id }) => id === cube)?.detail}
        value={cube}
        onChange={(event) => props.onCube(event.target.value)}
      >
        {hello.cubes.map(({ id, name, detail }) => (
          <option key={id} value={id} title={detail}>
            {name}
          </option>
        ))}
      </select>
      <div className="text-box question">
        <Icon name="search" />
        <input
          id="question"
          type="text"
          value={query.text}
          spellCheck={false}
          maxLength={2000}
          aria-label={t('Question')}
          placeholder={t('Ask in your own words: “What did Ana plan last May?”')}
          onChange={(event) => set({ text: event.target.value, ignore: [] })}
          onKeyDown={onKeyDown}
        />
        {query.text !== '' && (
          <IconButton icon="close" label={t('Clear')} onClick={() => set({ text: '' }, true)} />
        )}
      </div>
      <div className="question-actions" role="toolbar" aria-label={t('Search actions')}>
        <IconButton
          icon="lightbulb"
          label={
            props.spotlight ? t('End the spotlight in the graph') : t('Spotlight the results in the graph')
          }
          pressed={props.spotlight}
          disabled={!props.spotlight && (result?.hits.length ?? 0) === 0}
          onClick={props.onSpotlight}
        />
        <IconButton
          icon="question"
          label={t('Why not this memory?')}
          disabled={empty}
          onClick={() => void pick()}
        />
        <IconButton
          icon="save"
          label={t('Save as a folder in the Cubes tree')}
          disabled={empty}
          onClick={() => void save()}
        />
        <IconButton
          icon="settings"
          label={t('Filters and weights')}
          pressed={props.tuning}
          onClick={props.onTuning}
        />
      </div>
    </div>
  );
}
