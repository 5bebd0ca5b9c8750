import { recallOf, type Answered, type Estimate } from '../../src/engine/evaluation/recall.ts';
import type { SearchWeights } from '../../src/engine/model/search.ts';
import { FITTED, type Asked } from './collect.ts';
import { fit, scoreOf } from './fit.ts';

/** How good weights are: on all questions, and recall@10 by category and by conversation. */
export interface Scored {
  readonly recall: Readonly<Record<string, Estimate>>;
  readonly categories: Readonly<Record<string, number>>;
  readonly conversations: Readonly<Record<string, number>>;
}

export interface FitReport {
  readonly questions: number;
  /** With the weights of the product as they are. */
  readonly present: Scored;
  /** Each conversation by weights that were fitted to the others. */
  readonly heldOut: Scored;
  /** All by weights that were fitted to all. */
  readonly inSample: Scored;
  /** Those weights. */
  readonly weights: Readonly<Record<string, number>>;
}

/** Fits on all conversations but one, scores that one, for each in turn; and on all of them. */
export function crossValidate(
  asked: readonly Asked[],
  present: Required<SearchWeights>,
  penalty: number,
): FitReport {
  const options = { width: FITTED.length, penalty };
  const names = [...new Set(asked.map(({ conversation }) => conversation))];
  const heldOut = names.flatMap((name) => {
    const others = asked.filter(({ conversation }) => conversation !== name);
    const weights = fit(others, options);
    return ranked(
      asked.filter(({ conversation }) => conversation === name),
      weights,
    );
  });
  const weights = fit(asked, options);
  const now = FITTED.map((name) => present[name]);
  return {
    questions: asked.length,
    present: scored(ranked(asked, now)),
    heldOut: scored(heldOut),
    inSample: scored(ranked(asked, weights)),
    weights: Object.fromEntries(FITTED.map((name, at) => [name, Number((weights[at] ?? 0).toFixed(2))])),
  };
}

/** The turns of each question by these weights, the best first. */
function ranked(asked: readonly Asked[], weights: readonly number[]): Answered[] {
  return asked.map(({ conversation, category, wanted, turns, parts, given }) => {
    const scores = turns.map((_, row) => (given[row] ?? 0) + scoreOf(parts, row, weights));
    const order = turns.map((_, row) => row).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    return { conversation, category, evidence: wanted, found: order.map((row) => turns[row] ?? '') };
  });
}

function scored(answered: readonly Answered[]): Scored {
  const each = (of: (one: Answered) => string | number): Record<string, number> =>
    Object.fromEntries(
      [...new Set(answered.map(of))].sort().map((name) => {
        const those = answered.filter((one) => of(one) === name);
        return [name, recallOf(those)['recall@10']?.mean ?? 0];
      }),
    );
  return {
    recall: recallOf(answered),
    categories: each(({ category }) => category),
    conversations: each(({ conversation }) => conversation),
  };
}
