import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../lib/results.ts';
import { ROOT } from '../lib/paths.ts';
import { figureOf, spreadOf } from '../lib/stats.ts';
import { rounded } from './table.ts';

/** A limit that the median of a figure must keep to. */
interface Budget {
  readonly what: string;
  readonly case: string;
  readonly figure: string;
  readonly most?: number;
  readonly least?: number;
  /** What must keep to it instead of the median. */
  readonly of?: 'p95' | 'mean';
  readonly unit: string;
}

/** The budgets of bench/budgets.json as a Markdown table; what was not measured is said to be so. */
export function budgetTable(cases: readonly Case[]): string {
  const text = readFileSync(join(ROOT, 'bench', 'budgets.json'), 'utf8');
  const budgets = JSON.parse(text) as readonly Budget[];
  const lines = budgets.map((budget) => {
    const { what, most, least, unit } = budget;
    const limit =
      most === undefined ? `≥ ${String(least)} ${unit}` : `< ${most.toLocaleString('en')} ${unit}`;
    const values = cases.find(({ id }) => id === budget.case)?.figures[budget.figure];
    if (!values) return `| ${what} | ${limit} | | not measured |`;
    const { min, max } = spreadOf(values);
    const figure = figureOf(values, budget.of);
    const met = most === undefined ? figure >= (least ?? 0) : figure < most;
    const share = most === undefined ? figure / (least ?? 1) : figure / most;
    const found = `${rounded(figure)} ${unit} (${rounded(min)}–${rounded(max)}), ${rounded(share)} × the limit`;
    return `| ${what} | ${limit} | ${found} | ${met ? 'met' : '**not met**'} |`;
  });
  return ['| what | budget | measured | |', '| --- | --- | --- | --- |', ...lines].join('\n');
}
