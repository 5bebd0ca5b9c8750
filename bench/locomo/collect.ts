import { runLocomo, type FoundTurn } from '../../src/engine/evaluation/locomo.ts';
import type { LocomoConversation } from '../../src/engine/evaluation/locomoFile.ts';
import type { Embedder } from '../../src/engine/inference/ports.ts';
import { SCORE_PARTS, type ScorePartName } from '../../src/engine/model/search.ts';
import type { Choice } from './fit.ts';

/** Parts that are fitted; `graph`, `tag` and `rerank` say nothing in a conversation and are set by hand. */
export const FITTED: readonly ScorePartName[] = SCORE_PARTS.filter(
  (name) => name !== 'graph' && name !== 'tag' && name !== 'rerank',
);

/** A question with all its candidates. */
export interface Asked extends Choice {
  readonly conversation: string;
  readonly category: number;
  /** Turns that answer it, and the turn of each row. */
  readonly wanted: readonly string[];
  readonly turns: readonly string[];
}

/** More than a search ever looks at. */
const ALL = 1000;

/** Searches each conversation as the product does, and keeps the parts of every candidate. */
export async function collect(
  conversations: readonly LocomoConversation[],
  embedder: Embedder,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { name: conversation, ...rest } of conversations) {
    await runLocomo(
      { name: conversation, ...rest },
      {
        embedder,
        topK: ALL,
        onFound: ({ category, evidence }, found) => {
          const turns = found.map(({ turn }) => turn);
          const rows = turns.flatMap((turn, row) => (evidence.includes(turn) ? [row] : []));
          asked.push({ conversation, category, wanted: evidence, turns, ...tableOf(found), evidence: rows });
        },
      },
    );
  }
  return asked;
}

function tableOf(found: readonly FoundTurn[]): Pick<Choice, 'parts' | 'given'> {
  const width = FITTED.length;
  const parts = new Float64Array(found.length * width);
  const given = new Float64Array(found.length);
  found.forEach((turn, row) => {
    for (const { name, normal, share } of turn.parts) {
      const column = FITTED.indexOf(name);
      if (column >= 0) parts[row * width + column] = normal;
      else given[row] = (given[row] ?? 0) + share;
    }
  });
  return { parts, given };
}
