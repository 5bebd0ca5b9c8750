import { StudioError } from '../../base/errors';
import { diff } from '../merge/diff';
import { adopt, changedOnDisk } from './adoptDisk';
import { countingEdits } from './appliedChange';
import { loadText } from './loadText';
import { keysOf, type SessionCore } from './sessionCore';

/** What `checkDisk` found. */
export type DiskState = 'same' | 'reloaded' | 'changed-while-dirty';

/**
 * Follows a change of the file by somebody else where nothing is unsaved here. Throws StudioError where the
 * file is gone or cannot be read; the session stays as it was.
 */
export function checkDisk(core: SessionCore): Promise<DiskState> {
  return core.mutex.run(async () => {
    const disk = await changedOnDisk(core);
    if (disk === undefined) return 'same';
    if (disk === 'gone') {
      throw new StudioError('not-found', 'The file of this text memory is gone.', {
        place: { file: core.textFile },
        remedy: 'Save to write it again.',
      });
    }
    return core.gate.whileClosed(async () => {
      await core.settled();
      if (core.dirty) return 'changed-while-dirty';
      core.edits = [];
      if (core.readOnly) follow(core, disk);
      else await core.journal.exclusively(() => adopt(core, disk));
      return 'reloaded';
    });
  });
}

/** Gives up unsaved edits, on record, and reads the file again. */
export function revertSession(core: SessionCore, signal?: AbortSignal): Promise<void> {
  return core.mutex.run(() =>
    core.gate.whileClosed(async () => {
      await core.settled();
      const disk = await loadText(core.textFile, { format: core.cube.format, signal });
      const { journal, fileName: file, id: session } = core;
      const dropped = countingEdits(core.edits).map(({ edit: { change } }) => {
        const { id, at, actor, reason } = change;
        return { id, at, actor, reason };
      });
      if (dropped.length > 0) {
        await journal.exclusively(() => journal.append(() => [{ kind: 'revert', file, session, dropped }]));
      }
      core.edits = [];
      await core.renewDraft();
      follow(core, disk, 'revert');
    }),
  );
}

function follow(
  core: SessionCore,
  disk: Awaited<ReturnType<typeof loadText>>,
  kind: 'reload' | 'revert' = 'reload',
): void {
  const keys = keysOf(diff(core.memory, disk.memory));
  core.memory = disk.memory;
  core.base = { sha256: disk.sha256, stamp: disk.stamp };
  core.announce(kind, keys);
}
