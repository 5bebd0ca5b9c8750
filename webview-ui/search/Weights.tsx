import { SCORE_PARTS } from '../../src/engine/model/search';
import type { ScorePartName } from '../../src/engine/model/search';
import { formatMeasure } from '../shared/format';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { partName, partNote } from './names';
import { useSearchView } from './state/SearchContext';

/** Sliders go so far, or as far as the cube's own weight where that is more. */
const MOST = 2;
const STEP = 0.05;

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
              min={0}
              max={Math.max(MOST, state.weights[name])}
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
