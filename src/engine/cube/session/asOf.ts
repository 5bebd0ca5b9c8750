/**
 * The cube as it was: steps are taken back one after the other, newest first, on a copy. Edits come back
 * byte for byte by their patches; what somebody else did to the file comes back where the journal kept the
 * earlier content, and is passed over, with a note, where it did not.
 */
import { createHash } from 'node:crypto';
import { StudioError } from '../../base/errors';
import { invertOps } from '../../model/change';
import type { TextFormat } from '../../model/memory';
import type { ExternalEntry } from '../journal/committed';
import { inverseOf, type Edit } from '../journal/edit';
import { applyPatches } from '../journal/patch';
import { readTextMemory } from '../text/readTextMemory';
import type { TextMemory } from '../text/textMemory';
import { applyWhatFits } from './carryOver';
import { copyMemory } from './copyMemory';
import { undoDelta } from './fileDelta';
import { invertRenaming, renameMemories } from './freshKeys';
import type { SessionCore } from './sessionCore';
import { isKept, timeline, type Moment } from './timeline';

export interface PastState {
  /** A copy of its own; the present is left alone. */
  readonly memory: TextMemory;
  /** Whether it is the state of that moment byte for byte. */
  readonly exact: boolean;
  /** What makes it approximate, for people. */
  readonly notes: readonly string[];
}

/** The text memory at a moment. Throws StudioError `not-found` for an entry or change that is not there. */
export async function stateAsOf(core: SessionCore, moment: Moment, signal?: AbortSignal): Promise<PastState> {
  let memory = copyMemory(core.memory);
  const notes: string[] = [];
  let oldest: string | undefined;
  for await (const step of timeline(core, signal)) {
    if (isKept(step, moment)) return { memory, exact: notes.length === 0, notes };
    oldest = step.at;
    if (step.kind === 'edit') {
      const note = takeBack(memory, step.edit);
      if (note) notes.push(note);
    } else if (step.kind === 'gap') {
      notes.push(`The file was changed before ${step.at} in ways that the journal does not know.`);
    } else if (step.version.kind === 'save') {
      renameMemories(memory, invertRenaming(step.version.renamed ?? []));
    } else if (step.version.kind === 'external') {
      const earlier = await beforeExternal(memory, step.version.entry, core.cube.format);
      memory = earlier.memory;
      if (earlier.note) notes.push(earlier.note);
    }
  }
  if (!(moment instanceof Date)) {
    throw new StudioError('not-found', 'The history of this file holds no such entry.', {
      place: { file: core.journal.file },
    });
  }
  if (oldest !== undefined) notes.push(`The journal starts at ${oldest}; what was before is not known.`);
  else if (moment < core.context.now()) notes.push('There is no history of this file yet.');
  return { memory, exact: notes.length === 0, notes };
}

function takeBack(memory: TextMemory, edit: Edit): string | undefined {
  const { ops, patches } = inverseOf(edit);
  if (applyPatches(memory, ops, patches)) return undefined;
  const left = applyWhatFits(memory, ops);
  const what = `"${edit.change.reason}" of ${edit.change.at}`;
  return left === 0 ? `The layout before ${what} is lost.` : `${left} operations of ${what} do not fit.`;
}

async function beforeExternal(
  memory: TextMemory,
  entry: ExternalEntry,
  format: TextFormat | undefined,
): Promise<{ memory: TextMemory; note?: string }> {
  if (entry.delta) {
    const bytes = undoDelta(memory.toBuffer(), entry.delta);
    if (createHash('sha256').update(bytes).digest('hex') === entry.before) {
      return { memory: await readTextMemory(bytes, { file: memory.file, format }) };
    }
  }
  if (!entry.ops) {
    return { memory, note: `What changed in the file outside before ${entry.at} is not known.` };
  }
  applyWhatFits(memory, invertOps(entry.ops));
  return { memory, note: `The layout before the change outside of ${entry.at} is lost.` };
}
