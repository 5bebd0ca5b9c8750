import type { Evaluation } from '../../engine/model/distil';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import { pairs, table } from '../output/table';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What an evaluation found, in lines for people. */
export function* evaluationLines(evaluation: Evaluation, style: Style): Generator<string> {
  const { accuracy, perplexity, heldOut, unrelated, seconds } = evaluation;
  const change = `${perplexity.change >= 0 ? '+' : ''}${(perplexity.change * 100).toFixed(1)} %`;
  yield* pairs(
    [
      [
        'held-out',
        `${heldOut.length} questions; right ${percent(accuracy.without)} → ${percent(accuracy.with)}`,
      ],
      [
        'damage',
        `perplexity of unrelated text ${perplexity.without.toFixed(2)} → ${perplexity.with.toFixed(2)} (${change})`,
      ],
      ['evaluated in', `${seconds.toFixed(1)} s`],
    ],
    style,
  );
  yield '';
  yield* table(
    [
      { title: 'QUESTION', cell: ({ question }) => question, most: 44 },
      { title: 'EXPECTED', cell: ({ expected }) => expected, most: 24 },
      { title: 'WITHOUT', cell: (row) => `${row.without.right ? '✓' : '✗'} ${row.without.text}`, most: 30 },
      { title: 'WITH', cell: (row) => `${row.with.right ? '✓' : '✗'} ${row.with.text}`, most: 30 },
    ],
    heldOut,
    style,
  );
  for (const row of unrelated) {
    yield '';
    yield style.dim(plainLine(row.prompt));
    yield `  without  ${plainLine(row.without)}`;
    yield `  with     ${plainLine(row.with)}`;
  }
}
