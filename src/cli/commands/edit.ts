import { StudioError, isAbort } from '../../engine/base/errors';
import { buildEdit } from '../../engine/cube/edit/buildEdit';
import { reasonText } from '../../engine/cube/edit/types';
import { CubeSession } from '../../engine/cube/session/cubeSession';
import { copyMemory } from '../../engine/cube/session/copyMemory';
import { applyOps } from '../../engine/cube/text/applyOps';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import { pathsOverlap } from '../../engine/cube/merge/diffRecord';
import type { UpdateOp } from '../../engine/model/change';
import type { MemoryKey } from '../../engine/model/memory';
import type { CliContext } from '../context';
import { requireFolder } from '../cube/address';
import { parseSet, parseUnset, type Assignment } from '../cube/assignment';
import { fieldName, rawValue } from '../cube/fields';
import { findKey } from '../cube/findKey';
import { recordLines } from '../cube/recordLines';
import { diffLines, hunks } from '../output/lineDiff';
import { diffText } from '../output/diffText';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/** Options of `openmem edit`. */
export interface EditOptions {
  /** `field=value`, any number of them. */
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** Why, for the history; made from the fields where it is left out. */
  readonly reason?: string | undefined;
  /** Show what would change and write nothing. */
  readonly dryRun?: boolean | undefined;
}

/** `openmem edit <cube> <id>`: changes fields of one memory, saves and records it; all fields or none. */
export async function edit(
  context: CliContext,
  path: string,
  id: string,
  options: EditOptions,
): Promise<Result> {
  if (options.set.length + options.unset.length === 0) {
    throw new StudioError('bad-argument', 'Nothing to change.', {
      remedy: 'Add --set field=value or --unset field.',
    });
  }
  requireFolder(path);
  const session = await CubeSession.open(context, path, {
    readOnly: options.dryRun === true,
    // What another program has not saved stays with it.
    recover: false,
    signal: context.signal,
  });
  try {
    return await editIn(context, session, findKey(session.memory.byKey, id), options);
  } finally {
    await session.dispose();
  }
}

async function editIn(
  context: CliContext,
  session: CubeSession,
  key: MemoryKey,
  options: EditOptions,
): Promise<Result> {
  const { memory } = session;
  const before = recordLines(memory, key);
  const { ops, changed, reason: built } = worked(context, memory, key, options);
  const reason = options.reason ?? built;
  const saved = ops.length > 0 && options.dryRun !== true;
  const after = saved ? await applyAndSave(context, session, key, ops, reason) : recordLines(changed, key);
  const diff = diffLines(before.lines, after.lines);
  return {
    json: {
      cube: { name: session.cube.name, path: session.cube.folder },
      file: session.textFile,
      line: before.line,
      key,
      changed: ops.length > 0,
      saved,
      reason: ops.length > 0 ? reason : null,
      fields: ops.map((op) => ({
        field: fieldName(op.path),
        before: rawValue(op.before),
        after: rawValue(op.after),
      })),
      diff: diff.filter(({ kind }) => kind !== ' ').map(({ kind, text }) => kind + text),
    },
    lines: (style) => {
      if (ops.length === 0) return ['Nothing to change: the fields have these values already.'];
      const head = `${plainLine(memory.file)}:${before.line}  ${plainLine(key)}`;
      return [
        style.bold(head),
        ...diffText(hunks(diff), style),
        saved ? style.dim(`Saved: ${plainLine(reason)}`) : style.dim('Nothing was written (--dry-run).'),
      ];
    },
  };
}

/** The operations for all assignments, each worked out on what the ones before it leave. */
function worked(context: CliContext, memory: TextMemory, key: MemoryKey, options: EditOptions) {
  const record = memory.text(key);
  const assignments: Assignment[] = [
    ...options.set.map((text) => parseSet(text, memory.format, record)),
    ...options.unset.map((text) => parseUnset(text, memory.format, record)),
  ];
  refuseOverlaps(assignments);
  const changed = copyMemory(memory);
  const ops: UpdateOp[] = [];
  const reasons: string[] = [];
  for (const { path, raw } of assignments) {
    const built = buildEdit(changed, { kind: 'set', keys: [key], path, raw }, context);
    const updates = built.ops.filter((op) => op.op === 'update');
    if (updates.length === 0) continue;
    reasons.push(reasonText(built.reason));
    ops.push(...applyOps(changed, updates).ops.filter((op) => op.op === 'update'));
  }
  return { ops, changed, reason: reasons.join('; ') };
}

function refuseOverlaps(assignments: readonly Assignment[]): void {
  assignments.forEach(({ path }, at) => {
    const other = assignments.slice(0, at).find((earlier) => pathsOverlap(earlier.path, path));
    if (!other) return;
    throw new StudioError(
      'bad-argument',
      `"${fieldName(other.path)}" and "${fieldName(path)}" touch the same field.`,
      { remedy: 'Set each field once.' },
    );
  });
}

/** Makes the change and saves it; when it cannot be saved it is taken back, and nothing is left behind. */
async function applyAndSave(
  context: CliContext,
  session: CubeSession,
  key: MemoryKey,
  ops: readonly UpdateOp[],
  reason: string,
): Promise<{ lines: readonly string[]; line: number }> {
  const change = await session.apply(ops, { actor: 'cli', reason });
  const after = recordLines(session.memory, key);
  try {
    const result = await session.save({ signal: context.signal });
    if (result.kind !== 'conflict') return after;
    const fields = result.conflicts.map((conflict) => fieldName(conflict.path) || conflict.key).join(', ');
    throw new StudioError('conflict', `Somebody else changed the same at the same time: ${fields}.`, {
      place: { file: session.textFile },
      remedy: 'Nothing was written; look at the memory and decide again.',
    });
  } catch (error) {
    await session.undo(change, 'cli').catch((failure: unknown) => {
      if (!isAbort(failure)) context.log.error(failure, 'The unsaved change is kept in a draft.');
    });
    throw error;
  }
}
