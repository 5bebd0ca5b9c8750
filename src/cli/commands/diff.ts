import { StudioError } from '../../engine/base/errors';
import { diff as differences } from '../../engine/cube/merge/diff';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { EdgeOp, RecordOp, UpdateOp } from '../../engine/model/change';
import type { CliContext } from '../context';
import { fieldName, oneLine, rawValue } from '../cube/fields';
import { withCube } from '../cube/openCube';
import { shownPath } from '../cube/paths';
import { EXIT } from '../exitCodes';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import { cutTo } from '../output/width';
import type { Result } from '../result';

const MOST_COLUMNS = 160;

/** `openmem diff <a> <b>`: what turns one text memory into the other, by memory, field and relation. */
export async function diff(context: CliContext, a: string, b: string): Promise<Result> {
  return withCube(context, a, (left) => withCube(context, b, async (right) => compare(context, left, right)));
}

function compare(context: CliContext, left: CubeSession, right: CubeSession): Result {
  const [a, b] = [left.memory, right.memory];
  if (JSON.stringify(a.layout) !== JSON.stringify(b.layout)) {
    throw new StudioError(
      'unsupported',
      `A ${a.format} and a ${b.format} memory cannot be compared field by field.`,
      {
        place: { file: shownPath(context.cwd, right.textFile) },
        remedy: 'Compare two memories of the same format.',
      },
    );
  }
  const identical = a.bytes.equals(b.bytes);
  const ops = identical ? [] : differences(a, b);
  const records = ops.filter((op): op is RecordOp => op.op === 'add' || op.op === 'remove');
  const updates = ops.filter((op): op is UpdateOp => op.op === 'update');
  const edges = ops.filter((op): op is EdgeOp => 'edge' in op);
  const changed = group(updates);
  const rowOf = ({ op, key }: RecordOp) => (op === 'remove' ? a.row(key) : b.row(key));
  const same = ops.length === 0;
  const memories = (op: RecordOp['op']) =>
    records
      .filter((record) => record.op === op)
      .map((record) => ({
        key: record.key,
        title: rowOf(record)?.title ?? '',
        record: rawValue(record.raw),
      }));
  const relations = (op: EdgeOp['op']) => edges.filter((edge) => edge.op === op).map(({ edge }) => edge);
  return {
    exit: same ? EXIT.ok : EXIT.found,
    json: {
      a: left.textFile,
      b: right.textFile,
      same,
      identical,
      added: memories('add'),
      removed: memories('remove'),
      changed: [...changed].map(([key, list]) => ({
        key,
        title: a.row(key)?.title ?? '',
        fields: list.map(({ path, before, after }) => ({
          field: fieldName(path),
          before: rawValue(before),
          after: rawValue(after),
          in: before === null ? 'b' : after === null ? 'a' : 'both',
        })),
      })),
      edges: { added: relations('link'), removed: relations('unlink') },
    },
    lines: (style) => {
      if (identical) return ['Byte for byte the same.'];
      if (same) return ['The same memories and relations; the files are laid out differently.'];
      const line = ({ op, key, ...rest }: RecordOp): string => {
        const mark = op === 'add' ? style.green('+') : style.red('-');
        const title = plainLine(rowOf({ op, key, ...rest })?.title ?? '');
        return `${mark} ${title}  ${style.cyan(plainLine(key))}`;
      };
      return [
        style.red(`--- ${plainLine(shownPath(context.cwd, left.textFile))}`),
        style.green(`+++ ${plainLine(shownPath(context.cwd, right.textFile))}`),
        ...records.filter(({ op }) => op === 'remove').map(line),
        ...records.filter(({ op }) => op === 'add').map(line),
        ...[...changed].flatMap(([key, list]) => [
          `${style.yellow('~')} ${plainLine(a.row(key)?.title ?? '')}  ${style.cyan(plainLine(key))}`,
          ...list.flatMap((op) => fieldLines(op, style)),
        ]),
        ...edges.map(({ op, edge }) => {
          const mark = op === 'link' ? style.green('+') : style.red('-');
          return `${mark} ${plainLine(`${edge.source} -${edge.type}-> ${edge.target}`)}`;
        }),
        style.dim(summary(records, changed.size, edges)),
      ];
    },
  };
}

function group(updates: readonly UpdateOp[]): Map<string, UpdateOp[]> {
  const groups = new Map<string, UpdateOp[]>();
  for (const op of updates) {
    const known = groups.get(op.key);
    if (known) known.push(op);
    else groups.set(op.key, [op]);
  }
  return groups;
}

function fieldLines({ path, before, after }: UpdateOp, style: Style): string[] {
  const shown = (raw: string): string => cutTo(plainLine(oneLine(raw)), MOST_COLUMNS);
  return [
    `    ${style.bold(plainLine(fieldName(path)) || '(whole record)')}`,
    ...(before === null ? [] : [style.red(`    - ${shown(before)}`)]),
    ...(after === null ? [] : [style.green(`    + ${shown(after)}`)]),
  ];
}

function summary(records: readonly RecordOp[], changed: number, edges: readonly EdgeOp[]): string {
  const added = records.filter(({ op }) => op === 'add').length;
  const parts = [
    `${counted(added, 'memory', 'memories')} added`,
    `${records.length - added} removed`,
    `${changed} changed`,
    `${counted(edges.length, 'relation')} different`,
  ];
  return parts.join(', ');
}
