import type { DiffLine } from './lineDiff';
import { plainText } from './plain';
import type { Style } from './style';
import { cutTo } from './width';

/** Longer lines are cut: a memory of a megabyte is one line of JSON. */
const MOST_COLUMNS = 2000;

/** Lines of a difference for people; gaps are drawn as `…`. */
export function diffText(lines: readonly (DiffLine | null)[], style: Style): string[] {
  return lines.map((line) => {
    if (line === null) return style.dim('  …');
    const text = `${line.kind} ${cutTo(plainText(line.text), MOST_COLUMNS)}`;
    if (line.kind === '-') return style.red(text);
    return line.kind === '+' ? style.green(text) : style.dim(text);
  });
}
