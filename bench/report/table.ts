import type { Case } from '../lib/results.ts';
import { figureOf, spreadOf } from '../lib/stats.ts';
import type { Row } from './rows.ts';

/** A number with three digits that matter. */
export function rounded(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(value >= 1 ? 2 : 3);
}

/** A Markdown table: a line for each row that was measured, a column for each case. */
export function table(rows: readonly Row[], cases: readonly Case[], unit: string): string {
  const measured = rows.filter(({ figure }) => cases.some(({ figures }) => figures[figure]));
  const head = [unit, ...cases.map(({ title }) => title)];
  const lines = measured.map((row) => [row.label, ...cases.map((one) => cell(row, one))]);
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `median (min–max)`, and how many times the peer that is. */
function cell({ figure, peer, peerName, of }: Row, { figures }: Case): string {
  const values = figures[figure];
  if (!values) return '–';
  if (of !== undefined) return rounded(figureOf(values, of));
  const { median, min, max, count } = spreadOf(values);
  const range = count > 1 ? ` (${rounded(min)}–${rounded(max)})` : '';
  const base = peer === undefined ? undefined : figures[peer];
  const ratio = base ? `; ${rounded(median / spreadOf(base).median)} × ${peerName ?? peer ?? ''}` : '';
  return `${rounded(median)}${range}${ratio}`;
}
