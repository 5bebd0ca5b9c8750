import { vscodeApi } from '../../shared/vscodeApi';
import { EMPTY_QUERY } from './query';
import type { Query } from './query';

/** Raised when the meaning of what is kept changes; what an older version kept is then forgotten. */
const SCHEMA = 1;

/** What the view keeps while it is hidden. Results are not kept; they are asked for again. */
export interface Kept {
  readonly cube: string | null;
  readonly query: Query;
  /** Whether filters and weights are in sight; null follows the width. */
  readonly tuning: boolean | null;
  readonly spotlight: boolean;
}

const FRESH: Kept = { cube: null, query: EMPTY_QUERY, tuning: null, spotlight: false };

/** What was kept when the view was last shown, where it is of use. */
export function restore(): Kept {
  const state: unknown = vscodeApi().getState();
  if (!isRecord(state) || state['schema'] !== SCHEMA) return FRESH;
  const { cube, query, tuning, spotlight } = state;
  return {
    cube: typeof cube === 'string' ? cube : null,
    query: isQuery(query) ? query : EMPTY_QUERY,
    tuning: typeof tuning === 'boolean' ? tuning : null,
    spotlight: spotlight === true,
  };
}

export function keep(state: Kept): void {
  vscodeApi().setState({ schema: SCHEMA, ...state });
}

function isQuery(value: unknown): value is Query {
  if (!isRecord(value)) return false;
  const { text, topK, threshold, weights } = value;
  return (
    typeof text === 'string' &&
    typeof topK === 'number' &&
    (threshold === null || typeof threshold === 'number') &&
    isRecord(weights) &&
    Object.values(weights).every((weight) => typeof weight === 'number') &&
    (['types', 'statuses', 'tags', 'ignore'] as const).every((name) => isTexts(value[name]))
  );
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
