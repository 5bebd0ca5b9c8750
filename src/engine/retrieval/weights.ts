import { SCORE_PARTS, type SearchWeights } from '../model/search';
import defaults from './weights.json';

/** The engine's weights: learned as docs/search.md tells; `graph`, `tag` and `rerank` are set by hand. */
export const DEFAULT_WEIGHTS: Required<SearchWeights> = defaults;

/** Weights in force: those asked for, else the engine's. What is no number counts as not asked for. */
export function weightsOf(asked: SearchWeights | undefined): Required<SearchWeights> {
  const weights = { ...DEFAULT_WEIGHTS };
  for (const name of SCORE_PARTS) {
    const value = asked?.[name];
    if (typeof value === 'number' && Number.isFinite(value)) Object.assign(weights, { [name]: value });
  }
  return weights;
}
