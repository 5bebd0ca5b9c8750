import { VERDICTS } from '../../src/engine/model/proposal';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { outcomeName, verdictIcon, verdictName } from './names';
import { counted, EVERYTHING, OUTCOMES, outcomeOf, suggestedFor } from './state/filter';
import { useReview } from './state/ReviewContext';

/** Narrows the list by what was found and what was decided, and decides on all that is in sight. */
export function FilterBar(): React.JSX.Element | null {
  const { state, filter, setFilter, lines, canDecide, decideAll } = useReview();
  const all = state.lines;
  if (all.length === 0) return null;
  const verdicts = counted(all.map(({ verdict }) => verdict));
  const outcomes = counted(all.map(outcomeOf));
  const stale = all.filter((line) => line.stale !== null && !line.applied).length;
  const suggested = suggestedFor(lines);
  const open = suggested.reduce((sum, { ids }) => sum + ids.length, 0);
  const narrowed = lines.length !== all.length;
  return (
    <div className="filter-bar" role="toolbar" aria-label={t('Filter')}>
      <div className="chips" role="group" aria-label={t('What was found')}>
        {VERDICTS.filter((value) => verdicts.has(value)).map((value) => (
          <Chip
            key={value}
            label={verdictName(value)}
            icon={verdictIcon(value)}
            verdict={value}
            count={verdicts.get(value) ?? 0}
            pressed={filter.verdicts.includes(value)}
            onPress={() => setFilter({ verdicts: toggled(filter.verdicts, value) })}
          />
        ))}
      </div>
      <div className="chips" role="group" aria-label={t('What was decided')}>
        {OUTCOMES.filter((value) => outcomes.has(value)).map((value) => (
          <Chip
            key={value}
            label={outcomeName(value)}
            count={outcomes.get(value) ?? 0}
            pressed={filter.outcomes.includes(value)}
            onPress={() => setFilter({ outcomes: toggled(filter.outcomes, value) })}
          />
        ))}
        {stale > 0 && (
          <Chip
            label={t('Changed meanwhile')}
            icon="warning"
            count={stale}
            pressed={filter.stale}
            onPress={() => setFilter({ stale: !filter.stale })}
          />
        )}
      </div>
      <input
        type="search"
        className="field boxed filter-text"
        value={filter.text}
        aria-label={t('Filter proposals by words')}
        placeholder={t('Filter')}
        spellCheck={false}
        onChange={(event) => setFilter({ text: event.target.value })}
      />
      {narrowed && (
        <button type="button" className="text-link" onClick={() => setFilter(EVERYTHING)}>
          {t('Show all')}
        </button>
      )}
      <button
        type="button"
        className="text-button"
        disabled={!canDecide || open === 0}
        title={t('Decides as suggested on everything in the list that has no decision yet.')}
        onClick={() => decideAll(suggested)}
      >
        <Icon name="check-all" />
        {narrowed
          ? t('Accept Suggested for These: {0}', formatNumber(open))
          : t('Accept All Suggested: {0}', formatNumber(open))}
      </button>
    </div>
  );
}

function Chip(props: {
  label: string;
  count: number;
  pressed: boolean;
  onPress: () => void;
  icon?: string;
  verdict?: string;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="chip facet"
      aria-pressed={props.pressed}
      data-verdict={props.verdict}
      onClick={props.onPress}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span>{props.label}</span>
      <span className="facet-count num">{formatNumber(props.count)}</span>
    </button>
  );
}

function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
