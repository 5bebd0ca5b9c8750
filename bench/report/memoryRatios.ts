import type { Case } from '../lib/results.ts';
import { spreadOf } from '../lib/stats.ts';
import { rounded } from './table.ts';

/** What a process with the cube open holds beyond an empty one, as a multiple of the file's size. */
export function memoryRatios(cases: readonly Case[]): string {
  const lines = cases.flatMap(({ title, megabytes, figures }) => {
    const open = figures['memory.rss'];
    const before = figures['empty.rss'];
    const parsed = figures['parsed.rss'];
    if (!open || !before || megabytes === undefined) return [];
    const grown = spreadOf(open).median - spreadOf(before).median;
    const ours = `${rounded(grown)} MB, ${rounded(grown / megabytes)} × the file`;
    if (!parsed) return [`- ${title}: ${ours}`];
    const theirs = spreadOf(parsed).median - spreadOf(before).median;
    return [`- ${title}: ${ours}; text and parsed JSON ${rounded(theirs / megabytes)} × the file`];
  });
  return `Growth of the resident memory by opening:\n\n${lines.join('\n')}`;
}
