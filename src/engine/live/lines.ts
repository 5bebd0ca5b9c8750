/**
 * The lines of a tree of which only the numbers are known: how many children each open memory has and where
 * among its siblings it stands. Lines are found by counting, without listing them.
 */

/** The children of a memory (null: those at the top), with the open ones among them. */
export interface Block {
  readonly parent: string | null;
  readonly depth: number;
  readonly total: number;
  /** By their place among the children, ascending. */
  readonly open: readonly { readonly index: number; readonly block: Block }[];
}

/** A run of lines that are children `offset` to `offset + count` of one memory. */
export interface Run {
  readonly parent: string | null;
  readonly depth: number;
  readonly total: number;
  readonly offset: number;
  readonly count: number;
}

/** How many lines a block has with everything that is open in it. */
export function linesOf(block: Block): number {
  return block.open.reduce((sum, { block: inner }) => sum + linesOf(inner), block.total);
}

/** The runs that make up lines `from` to `from + count`, in their order. */
export function runsOf(block: Block, from: number, count: number): Run[] {
  const runs: Run[] = [];
  walk(block, 0, Math.max(0, from), from + count, runs);
  return runs;
}

/** Adds the runs of a block that begins at line `at`; returns the line after it. */
function walk(block: Block, at: number, from: number, to: number, runs: Run[]): number {
  const { parent, depth, total } = block;
  let line = at;
  let next = 0;
  const own = (end: number): void => {
    const start = Math.max(next, next + from - line);
    const stop = Math.min(end, next + to - line);
    if (stop > start) runs.push({ parent, depth, total, offset: start, count: stop - start });
    line += end - next;
    next = end;
  };
  for (const { index, block: inner } of block.open) {
    own(Math.min(index + 1, total));
    line = walk(inner, line, from, to, runs);
  }
  own(total);
  return line;
}

/** The line of child `index` of a memory, or -1 where its children are not shown. */
export function lineOf(block: Block, parent: string | null, index: number): number {
  let before = 0;
  for (const { index: at, block: inner } of block.open) {
    if (block.parent === parent && at >= index) break;
    if (block.parent !== parent) {
      const found = lineOf(inner, parent, index);
      if (found >= 0) return at + 1 + before + found;
    }
    before += linesOf(inner);
  }
  return block.parent === parent && index < block.total ? index + before : -1;
}
