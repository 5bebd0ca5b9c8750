import { StudioError } from '../../engine/base/errors';
import { listChildren } from '../../engine/cube/outline/children';
import { flatten } from '../../engine/cube/outline/flatten';
import { forestOf } from '../../engine/cube/outline/forest';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import { MEMORY_STATUSES, type MemoryRow } from '../../engine/model/memory';
import type { CliContext } from '../context';
import { withCube } from '../cube/openCube';
import { shortIds } from '../cube/shortIds';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import type { Result } from '../result';

/** Options of `openmem tree`. */
export interface TreeOptions {
  /** Levels to show, from 1. */
  readonly depth?: number | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  /** Draw with plain ASCII. */
  readonly ascii?: boolean | undefined;
}

interface Line {
  readonly row: MemoryRow;
  readonly parent: string | null;
  readonly depth: number;
  readonly last: boolean;
  /** Children that `depth` leaves out. */
  readonly hidden: number;
  /** False for one that is shown only because of what is below it. */
  readonly matches: boolean;
}

const BOX = { branch: '├── ', last: '└── ', pass: '│   ', cut: '… ' } as const;
const ASCII = { branch: '|-- ', last: '`-- ', pass: '|   ', cut: '. ' } as const;
/** Deeper lines are not indented further: a chain of ten thousand parents must stay readable. */
const MOST_LEVELS = 40;

/** `openmem tree <cube>`: the memories along their PARENT relations; with a filter, the ways to the matches. */
export async function tree(context: CliContext, path: string, options: TreeOptions): Promise<Result> {
  return withCube(context, path, async ({ memory, cube }) => {
    checkOptions(memory, options);
    const { lines, matches } = linesOf(memory, options);
    const short = shortIds(memory.byKey.keys());
    const { name, folder } = cube;
    return {
      json: {
        cube: { name, path: folder, format: memory.format },
        memories: memory.size,
        matches,
        shown: lines.length,
        tree: lines.map(({ row, parent, depth, hidden, matches: match }) => ({
          key: row.key,
          parent,
          depth,
          title: row.title,
          type: row.type,
          kind: row.kind,
          status: row.status,
          matches: match,
          hidden,
        })),
      },
      quiet: lines.filter((line) => line.matches).map(({ row }) => plainLine(row.key)),
      lines: (style) => [
        `${style.bold(plainLine(name))}  ${style.dim(`${memory.format}, ${counted(memory.size, 'memory', 'memories')}`)}`,
        ...draw(lines, short, options.ascii ? ASCII : BOX, style),
        ...(options.type !== undefined || options.status !== undefined
          ? [style.dim(matches === 1 ? '1 memory matches' : `${matches} memories match`)]
          : []),
      ],
    };
  });
}

/** A misspelt filter must not look like an empty cube. */
function checkOptions(memory: TextMemory, { type, status }: TreeOptions): void {
  const have = { type: new Set<string>(), status: new Set<string>() };
  for (const row of memory.rows()) {
    have.type.add(row.type);
    have.status.add(row.status);
  }
  const refuse = (what: string, value: string, known: Iterable<string>): never => {
    const names = [...known].filter((name) => name !== '').join(', ');
    throw new StudioError('bad-argument', `No memory has the ${what} "${value}".`, {
      remedy: names === '' ? 'The memories of this cube have none.' : `There are: ${names}.`,
    });
  };
  if (type !== undefined && !have.type.has(type)) refuse('type', type, have.type);
  if (status === undefined || have.status.has(status)) return;
  if (!(MEMORY_STATUSES as readonly string[]).includes(status)) refuse('status', status, have.status);
}

function linesOf(memory: TextMemory, options: TreeOptions): { lines: Line[]; matches: number } {
  const forest = forestOf(memory);
  const { rows, parent } = forest;
  const matches = rows.map(
    ({ type, status }) =>
      (options.type === undefined || type === options.type) &&
      (options.status === undefined || status === options.status),
  );
  const shown = new Uint8Array(rows.length);
  for (let start = 0; start < rows.length; start++) {
    if (!matches[start]) continue;
    for (let at = start; at >= 0 && shown[at] === 0; at = parent[at]!) shown[at] = 1;
  }
  const children = listChildren(
    parent,
    Uint32Array.from(rows.keys()).filter((at) => shown[at] === 1),
  );
  const most = options.depth ?? Infinity;
  const flat = flatten(children, rows.length, () => true);
  const lines: Line[] = [];
  for (let line = 0; line < flat.length; line++) {
    const at = flat.memory[line]!;
    const depth = flat.depth[line]!;
    if (depth >= most) continue;
    const up = parent[at]!;
    lines.push({
      row: rows[at]!,
      parent: up < 0 ? null : rows[up]!.key,
      depth,
      last: flat.position[line] === flat.siblings[line],
      hidden: depth + 1 < most ? 0 : children.start[at + 1]! - children.start[at]!,
      matches: matches[at]!,
    });
  }
  return { lines, matches: matches.filter(Boolean).length };
}

function* draw(
  lines: readonly Line[],
  short: (key: string) => string,
  marks: typeof BOX | typeof ASCII,
  style: Style,
): Generator<string> {
  /** Whether more siblings follow, for each level above the line. */
  const open: boolean[] = [];
  for (const { row, depth, last, hidden, matches } of lines) {
    open[depth] = !last;
    const from = Math.max(0, depth - MOST_LEVELS);
    let indent = from > 0 ? marks.cut : '';
    for (let level = from; level < depth; level++) indent += open[level] ? marks.pass : '    ';
    const facts = [row.type, row.kind, row.status === 'activated' ? '' : row.status, row.collection ?? ''];
    const about = plainLine(facts.filter((fact) => fact !== '').join(', '));
    const title = plainLine(row.title) || '(empty)';
    const more = hidden > 0 ? style.yellow(`  (+${hidden} below)`) : '';
    yield `${style.dim(indent + (last ? marks.last : marks.branch))}${matches ? title : style.dim(title)}  ${style.dim(
      `${style.cyan(plainLine(short(row.key)))} ${about}`.trimEnd(),
    )}${more}`;
  }
}
