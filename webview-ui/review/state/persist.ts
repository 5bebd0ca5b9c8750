import { VERDICTS } from '../../../src/engine/model/proposal';
import type { ReviewPlace } from '../../../src/protocol/reviewView';
import { vscodeApi } from '../../shared/vscodeApi';
import { EVERYTHING, OUTCOMES, type Filter } from './filter';

/** Raised when the meaning of what is kept changes; what an older version kept is then forgotten. */
const SCHEMA = 1;

/** What the view keeps while it is hidden, beside the batch that VS Code opens it again with. */
export interface Kept {
  readonly filter: Filter;
  readonly selected: string | null;
  /** Texts being changed that are not decided on, by proposal. */
  readonly drafts: Readonly<Record<string, string>>;
}

const FRESH: Kept = { filter: EVERYTHING, selected: null, drafts: {} };

/** What was kept when the view was last shown, where it is of use. */
export function restore(): Kept {
  const state: unknown = vscodeApi().getState();
  if (!isRecord(state) || state['schema'] !== SCHEMA) return FRESH;
  const { filter, selected, drafts } = state;
  return {
    filter: filterOf(filter),
    selected: typeof selected === 'string' ? selected : null,
    drafts: isRecord(drafts) ? Object.fromEntries(Object.entries(drafts).filter(isText)) : {},
  };
}

/** Keeps it with the batch, by whose `cube` and `batch` the tab is filled again. */
export function keep(place: ReviewPlace, kept: Kept): void {
  vscodeApi().setState({ schema: SCHEMA, ...place, ...kept });
}

function filterOf(value: unknown): Filter {
  if (!isRecord(value)) return EVERYTHING;
  const { verdicts, outcomes, text, stale } = value;
  return {
    verdicts: VERDICTS.filter((each) => Array.isArray(verdicts) && verdicts.includes(each)),
    outcomes: OUTCOMES.filter((each) => Array.isArray(outcomes) && outcomes.includes(each)),
    text: typeof text === 'string' ? text : '',
    stale: stale === true,
  };
}

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
