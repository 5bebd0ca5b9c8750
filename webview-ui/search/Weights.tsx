import { SCORE_PARTS } from '../../src/engine/model/search';
import type { ScorePartName } from '../../src/engine/model/search';
import type { CubeSearchState } from '../../src/protocol/searchView';
import { formatMeasure } from '../shared/format';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { partName, partNote } from './names';
import { useSearchView } from './state/SearchContext';

const STEP = 0.01;

/** A slider for each part of the score; the list follows at once. */
export function Weights(): React.JSX.Element | null {
  const { channel, cube, state, query, set, attempt, adopt } = useSearchView();
  if (!state) return null;
  const moved = Object.keys(query.weights).length > 0;
  const own = SCORE_PARTS.some((name) => state.weights[name] !== state.defaults[name]);
  const weightOf = (name: ScorePartName): number => query.weights[name] ?? state.weights[name];
  const move = (name: ScorePartName, value: number): void => {
    const others = Object.entries(query.weights).filter(([other]) => other !== name);
    const moved = value === state.weights[name] ? [] : [[name, value] as const];
    set({ weights: Object.fromEntries([...others, ...moved]) });
  };
  const keep = async (weights: CubeWeights | null): Promise<void> => {
    const kept = await attempt(channel.request('keepWeights', { cube, weights }));
    if (!kept) return;
    adopt(kept);
    set({ weights: {} }, true);
  };
  return (
    <Section title={t('Weights')}>
      <div className="weights">
        {SCORE_PARTS.map((name) => (
          <label key={name} title={partNote(name)} data-moved={query.weights[name] !== undefined}>
            <i className="part-dot" data-part={name} />
            <span className="weight-name">{partName(name)}</span>
            <input
              type="range"
              aria-label={partName(name)}
              min={-lowest(state, name)}
              max={reach(state, name)}
              step={STEP}
              value={weightOf(name)}
              data-part={name}
              onChange={(event) => move(name, event.target.valueAsNumber)}
            />
            <output className="num">{formatMeasure(weightOf(name))}</output>
          </label>
        ))}
      </div>
      <div className="tuning-actions">
        <button
          type="button"
          className="text-link"
          disabled={!moved}
          onClick={() => set({ weights: {} }, true)}
        >
          {t('Reset')}
        </button>
        <button
          type="button"
          className="text-link"
          disabled={!moved}
          onClick={() => void keep({ ...state.weights, ...query.weights })}
        >
          {t('Save for this MemCube')}
        </button>
        {own && (
          <button type="button" className="text-link" onClick={() => void keep(null)}>
            {t('Back to the standard weights')}
          </button>
        )}
      </div>
    </Section>
  );
}

type CubeWeights = Partial<Record<ScorePartName, number>>;

/** How far a slider goes: twice the standard weight, and at least as far as the cube's own. */
function reach({ weights, defaults }: CubeSearchState, name: ScorePartName): number {
  return Math.max(1, Math.ceil(2 * Math.abs(defaults[name])), Math.abs(weights[name]));
}

/** How far below zero: nowhere, unless the part is meant to lower a score. */
function lowest(state: CubeSearchState, name: ScorePartName): number {
  return state.defaults[name] < 0 || state.weights[name] < 0 ? reach(state, name) : 0;
}
