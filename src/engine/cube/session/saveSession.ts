/**
 * Saving. Under the cube's lock: take in what changed on the disk; write the new content beside the file
 * and flush it; write the changes and the save to the journal and flush it; rename. A crash before the
 * journal entry leaves the old file and the draft, one after it is finished when the cube is next opened.
 */
import { basename } from 'node:path';
import { writeAtomically, type Written } from '../files/writeAtomically';
import type { Entry, EntryBody } from '../journal/entryShape';
import { renameKeys } from '../journal/edit';
import type { Conflict, Resolution } from '../merge/conflict';
import { adopt, changedOnDisk, linkingEntries } from './adoptDisk';
import type { UnsavedEdit } from './appliedChange';
import { copyMemory } from './copyMemory';
import { freshKeys, renameMemories, type Renaming } from './freshKeys';
import { finishInterruptedSave, readyName } from './recover';
import { keysOf, type SessionCore } from './sessionCore';

export interface SaveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes written so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

export type SaveResult =
  | {
      readonly kind: 'saved';
      readonly sha256: string;
      readonly bytes: number;
      readonly changes: number;
      readonly merged: boolean;
    }
  | { readonly kind: 'unchanged' }
  /** Nothing was written; settle these with `resolve` and save again. */
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] };

/** Saves the unsaved edits of a session. */
export async function saveSession(core: SessionCore, options: SaveOptions = {}): Promise<SaveResult> {
  core.assertEditable();
  return core.mutex.run(() =>
    core.journal.exclusively(async (): Promise<SaveResult> => {
      await finishInterruptedSave(core.journal, core.textFile, core.fileName);
      const taken = await takeInDisk(core, [], options);
      if (taken.conflicts.length > 0) return { kind: 'conflict', conflicts: taken.conflicts };
      return writeOut(core, options, taken);
    }, options),
  );
}

/**
 * Settles conflicts with the file on disk; the choices become one change. Returns the conflicts that are
 * left, none where the session stands on the file's present content and can be saved.
 */
export async function resolveConflicts(
  core: SessionCore,
  resolutions: readonly Resolution[],
  options: SaveOptions = {},
): Promise<readonly Conflict[]> {
  core.assertEditable();
  return core.mutex.run(() =>
    core.journal.exclusively(async () => (await takeInDisk(core, resolutions, options)).conflicts, options),
  );
}

interface Taken {
  readonly conflicts: readonly Conflict[];
  readonly merged: boolean;
  readonly gone: boolean;
}

async function takeInDisk(
  core: SessionCore,
  resolutions: readonly Resolution[],
  options: SaveOptions,
): Promise<Taken> {
  const disk = await changedOnDisk(core, { signal: options.signal });
  if (disk === undefined || disk === 'gone') return { conflicts: [], merged: false, gone: disk === 'gone' };
  const conflicts = await core.gate.whileClosed(async () => {
    await core.settled();
    return adopt(core, disk, resolutions);
  });
  return { conflicts, merged: true, gone: false };
}

async function writeOut(core: SessionCore, options: SaveOptions, taken: Taken): Promise<SaveResult> {
  const first = await core.gate.whileClosed(async () => {
    await core.settled();
    const unchanged = !core.dirty && !taken.gone && core.memory.sha256() === core.base.sha256;
    if (unchanged) {
      await journalSave(core, core.edits, [], core.base.sha256, taken);
      core.edits = [];
      await core.renewDraft();
      return undefined;
    }
    const renaming = freshKeys(core.memory);
    // Where memories get other keys, edits wait until they have them.
    if (renaming.length > 0) return { done: await write(core, core.edits, renaming, options, taken) };
    return { snapshot: copyMemory(core.memory), edits: [...core.edits] };
  });
  if (!first) return { kind: 'unchanged' };
  if ('done' in first) return first.done;
  const written = await writeFile(core, first.snapshot, first.edits, [], options, taken);
  return core.gate.whileClosed(async () => {
    await core.settled();
    return conclude(core, written, first.edits, [], taken);
  });
}

async function write(
  core: SessionCore,
  edits: readonly UnsavedEdit[],
  renaming: Renaming,
  options: SaveOptions,
  taken: Taken,
): Promise<SaveResult> {
  const written = await writeFile(core, core.memory, edits, renaming, options, taken);
  return conclude(core, written, edits, renaming, taken);
}

async function writeFile(
  core: SessionCore,
  memory: SessionCore['memory'],
  edits: readonly UnsavedEdit[],
  renaming: Renaming,
  options: SaveOptions,
  taken: Taken,
): Promise<Written> {
  const { journal, fileName, textFile } = core;
  let announced: Entry | undefined;
  try {
    return await writeAtomically(textFile, memory.pieces(), {
      ...options,
      readyName: (sha256) => readyName(textFile, sha256),
      beforeRename: async (after) => {
        announced = await journalSave(core, edits, renaming, after, taken);
      },
    });
  } catch (error) {
    const save = announced?.seq;
    if (save !== undefined) await journal.append(() => [{ kind: 'rollback', file: fileName, save }]);
    throw error;
  }
}

/** Records edits and the save that commits them; nothing where there is nothing to tell. */
async function journalSave(
  core: SessionCore,
  edits: readonly UnsavedEdit[],
  renaming: Renaming,
  after: string,
  taken: Taken,
): Promise<Entry | undefined> {
  const { fileName: file, id: session } = core;
  const before = taken.gone ? null : core.base.sha256;
  if (edits.length === 0 && before === after) return undefined;
  const links = await linkingEntries(core);
  const entries = await core.journal.append((first) => [
    ...links,
    ...edits.map(({ edit }): EntryBody => ({ kind: 'change', file, session, ...edit })),
    {
      kind: 'save',
      file,
      session,
      from: first + links.length,
      before,
      after,
      ...(renaming.length > 0 ? { renamed: renaming } : {}),
    },
  ]);
  return entries.at(-1);
}

/** The session stands on what was written; edits made since stay unsaved. */
async function conclude(
  core: SessionCore,
  written: Written,
  saved: readonly UnsavedEdit[],
  renaming: Renaming,
  taken: Taken,
): Promise<SaveResult> {
  core.base = { sha256: written.sha256, stamp: written.stamp };
  const done = new Set(saved);
  core.edits = core.edits.filter((item) => !done.has(item));
  if (renaming.length > 0) {
    renameMemories(core.memory, renaming);
    core.renamings.push(renaming);
    const names = new Map(renaming);
    core.edits = core.edits.map((item) => {
      const change = { ...item.edit.change, ops: renameKeys(item.edit.change.ops, names) };
      return { ...item, edit: { ...item.edit, change } };
    });
  }
  await core.renewDraft();
  core.announce('save', keysOf(saved.flatMap((item) => item.edit.change.ops)), undefined, renaming);
  const { sha256, size } = written;
  core.context.log.info(`Saved ${basename(core.textFile)}: ${saved.length} changes, ${size} bytes.`);
  return { kind: 'saved', sha256, bytes: size, changes: saved.length, merged: taken.merged };
}
