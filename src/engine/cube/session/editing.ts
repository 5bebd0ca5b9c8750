import { StudioError } from '../../base/errors';
import { invertOps, type Actor, type Change, type Op } from '../../model/change';
import { renameKeys, type Edit } from '../journal/edit';
import {
  applyPatches,
  applyWithPatches,
  invertPatches,
  revertWithPatches,
  type Patch,
} from '../journal/patch';
import type { Applied } from '../text/applyOps';
import { AppliedChange } from './appliedChange';
import { REASONS } from './reasons';
import type { SessionCore } from './sessionCore';

/** Who makes a change and why. */
export interface Authorship {
  readonly actor: Actor;
  readonly reason: string;
}

interface Made {
  readonly edit: Edit;
  readonly applied: Applied;
}

/** Applies operations as one change. Errors are those of `applyOps` and of writing the draft. */
export async function applyChange(
  core: SessionCore,
  ops: readonly Op[],
  by: Authorship,
): Promise<AppliedChange> {
  let handle: AppliedChange | undefined;
  await core.record('apply', () => {
    const change = newChange(core, ops, by);
    const { applied, patches } = applyWithPatches(core.memory, ops);
    handle = new AppliedChange(change, stateOf(core, applied, ops, patches));
    return { edit: { change, patches }, applied };
  });
  return handle!;
}

/** Takes a change back; exactly where nothing else touched the same places since. */
export async function undoChange(core: SessionCore, handle: AppliedChange, actor: Actor): Promise<void> {
  if (handle.undone) throw new StudioError('bad-argument', 'This change is taken back already.');
  await turn(core, handle, 'undo', () => {
    const { state } = handle;
    const ops = currentOps(core, invertOps(state.ops), state.epoch);
    const current = state.memory === core.memory && state.epoch === core.renamings.length;
    const { applied, patches } =
      (current ? revertWithPatches(core.memory, state.applied) : undefined) ??
      applyPatches(core.memory, ops, invertPatches(state.patches), false) ??
      applyWithPatches(core.memory, ops);
    const change = newChange(core, ops, { actor, reason: REASONS.undo(handle.change.reason) });
    return { edit: { change, patches, undoes: handle.change.id }, applied };
  });
}

/** Makes a change again that was taken back. */
export async function redoChange(core: SessionCore, handle: AppliedChange, actor: Actor): Promise<void> {
  if (!handle.undone) throw new StudioError('bad-argument', 'This change is not taken back.');
  await turn(core, handle, 'redo', () => {
    const { state } = handle;
    const ops = currentOps(core, state.ops, state.epoch);
    const current = state.memory === core.memory && state.epoch === core.renamings.length;
    const { applied, patches } =
      (current ? undefined : applyPatches(core.memory, ops, state.patches, false)) ??
      applyWithPatches(core.memory, ops);
    handle.state = stateOf(core, applied, ops, patches);
    const change = newChange(core, ops, { actor, reason: handle.change.reason });
    return { edit: { change, patches, redoes: handle.change.id }, applied };
  });
}

async function turn(
  core: SessionCore,
  handle: AppliedChange,
  kind: 'undo' | 'redo',
  make: () => Made,
): Promise<void> {
  let turned = false;
  const before = handle.state;
  try {
    await core.record(kind, () => {
      const made = make();
      handle.undone = kind === 'undo';
      turned = true;
      return made;
    });
  } catch (error) {
    if (turned) {
      handle.undone = kind === 'redo';
      handle.state = before;
    }
    throw error;
  }
}

/** Operations with the keys that memories go by now. */
function currentOps(core: SessionCore, ops: readonly Op[], epoch: number): readonly Op[] {
  return core.renamings.slice(epoch).reduce((now, renaming) => renameKeys(now, new Map(renaming)), ops);
}

function newChange(core: SessionCore, ops: readonly Op[], by: Authorship): Change {
  return { id: core.context.newId(), at: core.timestamp(), actor: by.actor, reason: by.reason, ops };
}

function stateOf(core: SessionCore, applied: Applied, ops: readonly Op[], patches: readonly Patch[]) {
  return { applied, ops, patches, memory: core.memory, epoch: core.renamings.length };
}
