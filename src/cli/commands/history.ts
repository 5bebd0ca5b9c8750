import { StudioError } from '../../engine/base/errors';
import { Journal } from '../../engine/cube/journal/journal';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { Op } from '../../engine/model/change';
import type { MemoryKey } from '../../engine/model/memory';
import type { CliContext } from '../context';
import { fieldName } from '../cube/fields';
import { findKey } from '../cube/findKey';
import { withCube } from '../cube/openCube';
import { counted, timeText } from '../output/numbers';
import { table } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem history`. */
export interface HistoryOptions {
  /** Most entries of a cube's history, the newest. */
  readonly limit?: number | undefined;
}

interface Entry {
  readonly seq: number | null;
  readonly change: string | null;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  /** What happened to the memory, or which memories were touched. */
  readonly what: readonly string[];
}

const LIMIT = 1000;

/** `openmem history <cube> [id]`: the recorded changes of a cube, or of one memory, newest first. */
export async function history(
  context: CliContext,
  path: string,
  id: string | undefined,
  options: HistoryOptions,
): Promise<Result> {
  return withCube(context, path, async (session) => {
    const journal = await new Journal(session.cube.folder, () => context.now()).verify(context.signal);
    const key = id === undefined ? undefined : await keyInHistory(context, session, id);
    const limit = options.limit ?? LIMIT;
    const entries = await (key === undefined
      ? ofCube(context, session, limit)
      : ofMemory(context, session, key, limit));
    const { broken } = journal;
    const { name, folder } = session.cube;
    return {
      json: {
        cube: { name, path: folder },
        key: key ?? null,
        journal: { entries: journal.entries, sound: broken === undefined, brokenLine: broken?.line ?? null },
        entries,
      },
      notes: broken
        ? [
            `The journal was altered: line ${broken.line}. ${broken.reason} Only entries before it can be trusted.`,
          ]
        : [],
      quiet: entries.flatMap(({ change }) => (change === null ? [] : [change])),
      lines: (style) => {
        if (entries.length === 0) {
          return ['No changes are recorded: the history begins with the first edit made here.'];
        }
        const rows = table(
          [
            { title: 'NO', cell: ({ seq }) => seq, align: 'right' },
            { title: 'TIME', cell: ({ at }) => timeText(at) },
            { title: 'BY', cell: ({ actor }) => actor, colour: ({ cyan }) => cyan },
            { title: key === undefined ? 'MEMORIES' : 'WHAT', cell: ({ what }) => whatText(what, key) },
            { title: 'REASON', cell: ({ reason }) => reason, most: 100 },
          ],
          entries,
          style,
        );
        return [...rows, style.dim(counted(entries.length, 'change'))];
      },
    };
  });
}

function whatText(what: readonly string[], key: MemoryKey | undefined): string {
  if (key !== undefined) return what.join(', ');
  const [first, ...rest] = what;
  if (first === undefined) return '(not known)';
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

async function ofCube(context: CliContext, session: CubeSession, limit: number): Promise<Entry[]> {
  const entries = await session.cubeHistory(limit, context.signal);
  return entries.map(({ seq, changeId, at, actor, reason, keys }) => ({
    seq: seq ?? null,
    change: changeId ?? null,
    at,
    actor,
    reason,
    what: keys,
  }));
}

async function ofMemory(
  context: CliContext,
  session: CubeSession,
  key: MemoryKey,
  limit: number,
): Promise<Entry[]> {
  const entries = await session.history(key, context.signal);
  return entries.slice(0, limit).map(({ seq, changeId, at, actor, reason, ops, kind }) => ({
    seq: seq ?? null,
    change: changeId ?? null,
    at,
    actor,
    reason,
    what: kind === 'gap' ? ['perhaps changed'] : ops.map(described),
  }));
}

function described(op: Op): string {
  if ('edge' in op) return `${op.op} ${op.edge.type}`;
  if (op.op !== 'update') return op.op === 'add' ? 'added' : 'removed';
  return fieldName(op.path) || 'record';
}

/** A memory that is there, or one that was removed and is still in the history. */
async function keyInHistory(context: CliContext, session: CubeSession, id: string): Promise<MemoryKey> {
  try {
    return findKey(session.memory.byKey, id);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'not-found') throw error;
    const entries = await session.cubeHistory(Infinity, context.signal);
    const past = new Set(entries.flatMap(({ keys }) => keys));
    if (![...past].some((key) => key.startsWith(id))) throw error;
    return findKey(past, id);
  }
}
