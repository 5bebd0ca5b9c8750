/** Taking in what somebody else wrote to the file while it was open here. */
import type { Op } from '../../model/change';
import { sameStamp, stampOf } from '../files/fileStamp';
import { readContent } from '../files/readFileInPortions';
import type { EntryBody } from '../journal/entryShape';
import { lastState } from '../journal/lastState';
import { conflictsAt, settle, type Conflict, type Resolution } from '../merge/conflict';
import { samePath } from '../merge/diffRecord';
import { diff } from '../merge/diff';
import type { TextMemory } from '../text/textMemory';
import { applyWithPatches } from '../journal/patch';
import { carryOver } from './carryOver';
import { copyMemory } from './copyMemory';
import { fileDelta } from './fileDelta';
import { parseText, type LoadedText, type LoadOptions } from './loadText';
import { REASONS } from './reasons';
import { keysOf, type SessionCore } from './sessionCore';

/** The file's content where it is no longer the session's base; 'gone' where the file is no more. */
export async function changedOnDisk(
  core: SessionCore,
  options: Omit<LoadOptions, 'format'> = {},
): Promise<LoadedText | 'gone' | undefined> {
  const stamp = await stampOf(core.textFile);
  if (!stamp) return 'gone';
  if (sameStamp(stamp, core.base.stamp)) return undefined;
  const content = await readContent(core.textFile, { signal: options.signal });
  if (content.sha256 === core.base.sha256) {
    core.base = { ...core.base, stamp: content.stamp };
    return undefined;
  }
  return parseText(core.textFile, content, { ...options, format: core.cube.format });
}

/**
 * Puts `disk` in the place of the session's base and carries the unsaved edits over to it. Returns the
 * conflicts that `resolutions` do not settle; nothing has changed where there are any. Call it with the
 * gate closed and the cube locked.
 */
export async function adopt(
  core: SessionCore,
  disk: LoadedText,
  resolutions: readonly Resolution[] = [],
): Promise<Conflict[]> {
  const before = core.baseMemory();
  const target = copyMemory(disk.memory);
  const { carried, rebase } = carryOver(
    target,
    core.edits.map((item) => item.edit),
  );
  const conflicts = conflictsAt(rebase.places(), before, core.memory, disk.memory);
  const answers = conflicts.map((conflict) => ({ conflict, answer: answerTo(conflict, resolutions) }));
  const open = answers.filter(({ answer }) => answer === undefined).map(({ conflict }) => conflict);
  if (open.length > 0) return open;
  const ops: Op[] = [];
  const settled = answers.map(({ conflict, answer }) => {
    const wanted =
      answer!.choice === 'ours'
        ? conflict.ours
        : answer!.choice === 'theirs'
          ? conflict.theirs
          : answer!.choice.raw;
    const part = applyWithPatches(target, settle(target, core.memory, conflict, wanted));
    ops.push(...part.applied.ops);
    return part;
  });
  if (ops.length > 0) {
    const change = { id: core.context.newId(), at: core.timestamp(), actor: 'user', ops } as const;
    carried.push({
      edit: {
        change: { ...change, reason: REASONS.settled },
        patches: settled.flatMap((part) => part.patches),
      },
      applied: { ops, steps: settled.flatMap((part) => part.applied.steps) },
    });
  }
  await journalExternal(core, before, disk);
  const keys = keysOf(diff(core.memory, target));
  core.memory = target;
  core.base = { sha256: disk.sha256, stamp: disk.stamp };
  core.edits = carried.map((item) => ({ ...item, safe: true, failed: false }));
  await core.renewDraft();
  core.announce('reload', keys);
  return [];
}

/** The answer to a conflict, if it was given to what is in conflict now. */
function answerTo(conflict: Conflict, resolutions: readonly Resolution[]): Resolution | undefined {
  return resolutions.find((r) => r.key === conflict.key && samePath(r.path, conflict.path));
}

/** Records that somebody else changed the file, unless the journal knows that content already. */
async function journalExternal(core: SessionCore, before: TextMemory, disk: LoadedText): Promise<void> {
  const last = await lastState(core.journal.file, core.fileName);
  if (last?.sha256 === disk.sha256) return;
  const from = core.base.sha256;
  const known = last === undefined || last.sha256 === from;
  await core.journal.append(() => {
    const bodies: EntryBody[] = [];
    if (!last) bodies.push({ kind: 'open', file: core.fileName, sha256: from });
    bodies.push({
      kind: 'external',
      file: core.fileName,
      before: last ? last.sha256 : from,
      after: disk.sha256,
      ...(known
        ? { ops: diff(before, disk.memory), delta: fileDelta(before.toBuffer(), disk.memory.bytes) }
        : {}),
    });
    return bodies;
  });
}

/** What the journal must say before changes that start from the session's base can follow. */
export async function linkingEntries(core: SessionCore): Promise<EntryBody[]> {
  const last = await lastState(core.journal.file, core.fileName);
  const { sha256 } = core.base;
  if (!last) return [{ kind: 'open', file: core.fileName, sha256 }];
  if (last.sha256 === sha256) return [];
  return [{ kind: 'external', file: core.fileName, before: last.sha256, after: sha256 }];
}
