/** Bringing back what a crashed process left: saves cut in the middle, and drafts without an owner. */
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sha256OfFile } from '../files/fileStamp';
import { flushFolder, TEMP_SUFFIX } from '../files/writeAtomically';
import { abandonedDrafts, DraftWriter, keepRejected, type Rejected } from '../journal/draft';
import type { Edit } from '../journal/edit';
import type { Journal } from '../journal/journal';
import { lastState } from '../journal/lastState';
import { committedVersions } from '../journal/committed';
import type { TextMemory } from '../text/textMemory';
import { countingEdits } from './appliedChange';
import { carryOver, replay, type Carried } from './carryOver';

/** Name of a finished temporary file, by the content that the journal announces. */
export const readyName = (textFile: string, sha256: string): string =>
  `.${basename(textFile)}.${sha256}${TEMP_SUFFIX}`;

async function temporaryFiles(textFile: string): Promise<string[]> {
  const names = await readdir(dirname(textFile)).catch(() => []);
  const head = `.${basename(textFile)}.`;
  return names.filter((name) => name.startsWith(head) && name.endsWith(TEMP_SUFFIX));
}

/** Whether an interrupted save may have left something to finish. */
export async function looksInterrupted(textFile: string): Promise<boolean> {
  return (await temporaryFiles(textFile)).length > 0;
}

/**
 * Finishes a save that was cut between the journal and the file: forward where the announced content lies
 * ready, back otherwise. Then removes leftovers. Call it while holding the cube's lock.
 */
export async function finishInterruptedSave(journal: Journal, textFile: string, name: string): Promise<void> {
  const temps = await temporaryFiles(textFile);
  const last = await lastState(journal.file, name);
  if (last?.kind === 'save' && last.sha256 !== null) {
    const present = await sha256OfFile(textFile);
    if (present !== last.sha256 && (present ?? null) === last.before) {
      const ready = join(dirname(textFile), readyName(textFile, last.sha256));
      if ((await sha256OfFile(ready)) === last.sha256) {
        await rename(ready, textFile);
        await flushFolder(dirname(textFile));
      } else {
        await journal.append(() => [{ kind: 'rollback', file: name, save: last.seq }]);
      }
    }
  }
  for (const temp of temps) await rm(join(dirname(textFile), temp), { force: true });
}

/** What came back from drafts whose process is gone. */
export interface Recovered {
  /** Changes that count; those that were undone again do not. */
  readonly changes: number;
  /** Times of the first and last of them, ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Changes that do not fit the present file, and where they are kept. */
  readonly rejected: number;
  readonly rejectedFile?: string | undefined;
}

export interface RecoveredEdits {
  readonly edits: readonly Carried[];
  readonly draft: DraftWriter;
  readonly recovered: Recovered;
}

/**
 * Applies abandoned drafts to `memory`, the content with hash `base`, and takes them over into a draft of
 * this session before the old ones go. Call it while holding the cube's lock.
 */
export async function recoverDrafts(
  journal: Journal,
  memory: TextMemory,
  base: string,
  session: { id: string; file: string; now: string },
): Promise<RecoveredEdits | undefined> {
  const drafts = await abandonedDrafts(journal.folder, session.file);
  if (drafts.length === 0) return undefined;
  const saved = await savedIds(journal, session.file);
  const edits: Carried[] = [];
  const rejected: Rejected[] = [];
  const seen: Edit[] = [];
  for (const draft of drafts) {
    const open = draft.edits.filter((edit) => !saved.has(edit.change.id));
    for (const edit of open) saved.add(edit.change.id);
    seen.push(...open);
    const exact = draft.header.base === base && edits.length === 0 ? replay(memory, open) : [];
    const rest = carryOver(memory, open.slice(exact.length));
    edits.push(...exact, ...rest.carried);
    rejected.push(...rest.rejected);
  }
  const rejectedFile =
    rejected.length > 0 ? await keepRejected(journal.folder, session.id, rejected) : undefined;
  const draft = await DraftWriter.create(
    journal.folder,
    { session: session.id, file: session.file, base, at: session.now },
    edits.map(({ edit }) => edit),
  );
  for (const old of drafts) await rm(old.file, { force: true });
  if (seen.length === 0) {
    await draft.remove();
    return undefined;
  }
  const times = seen.map(({ change }) => change.at).sort();
  const [from, to] = [times[0]!, times.at(-1)!];
  const recovered = {
    changes: countingEdits(edits).length,
    from,
    to,
    rejected: rejected.length,
    rejectedFile,
  };
  return { edits, draft, recovered };
}

/** Ids of the changes that the journal holds as saved. */
async function savedIds(journal: Journal, file: string): Promise<Set<string>> {
  const versions = await committedVersions(journal.entries(), file);
  return new Set(
    versions.flatMap((v) => (v.kind === 'save' ? v.changes.map(({ change }) => change.id) : [])),
  );
}
