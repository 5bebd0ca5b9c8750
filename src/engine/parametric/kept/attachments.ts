/** What is attached to a cube, as a list of changes, so that each can be told and taken back. */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { onFile, onReading } from '../../cube/files/fileError';
import { refuseLinks } from '../../cube/files/refuseLinks';
import { writeAtomically } from '../../cube/files/writeAtomically';
import { withLock } from '../../cube/journal/lock';
import type { AttachedAdapter, AttachmentEntry } from '../../model/loraItem';

export const ATTACHMENTS_FILE = 'attachments.json';

/** Changes that are kept; older ones cannot be taken back any more. */
const KEPT = 500;
const LARGEST = 16 << 20;
/** Beyond this an adapter drowns its model. */
export const LARGEST_SCALE = 10;

const set = z.array(
  z.strictObject({ id: z.string(), scale: z.number().min(-LARGEST_SCALE).max(LARGEST_SCALE) }),
);
const schema = z.strictObject({
  version: z.literal(1),
  entries: z.array(
    z.strictObject({
      seq: z.int().min(1),
      at: z.string(),
      actor: z.string(),
      reason: z.string(),
      before: set,
      after: set,
      undoes: z.int().min(1).nullable(),
    }),
  ),
});

/** A change that is asked for. */
export interface AttachmentChange {
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
}

/** The attachments of one cube. */
export class Attachments {
  /** @param cube folder of the cube, where the folder lies in it: then no link is followed out of it. */
  constructor(
    private readonly folder: string,
    private readonly cube?: string,
  ) {}

  /** All changes that are kept, oldest first. Throws StudioError `bad-shape`, `io`. */
  async history(): Promise<readonly AttachmentEntry[]> {
    const path = this.file;
    await this.refuseLinks();
    try {
      return await onReading(path, async () => {
        if ((await stat(path)).size > LARGEST) throw bad(path, 'too large');
        return parse(await readFile(path, 'utf8'), path);
      });
    } catch (error) {
      if (error instanceof StudioError && error.code === 'not-found') return [];
      throw error;
    }
  }

  async attached(): Promise<readonly AttachedAdapter[]> {
    return (await this.history()).at(-1)?.after ?? [];
  }

  /** Attaches another set; `step` gets the present one. Nothing is written where nothing changes. */
  change(
    how: AttachmentChange,
    step: (now: readonly AttachedAdapter[]) => readonly AttachedAdapter[],
  ): Promise<AttachmentEntry | undefined> {
    return this.write((entries) => {
      const before = entries.at(-1)?.after ?? [];
      return { ...how, before, after: [...step(before)], undoes: null };
    });
  }

  /** Takes the latest change back that was not taken back yet; undefined where there is none. */
  undo(how: AttachmentChange): Promise<AttachmentEntry | undefined> {
    return this.write((entries) => {
      const undone = new Set(entries.map(({ undoes }) => undoes));
      const last = entries.findLast(({ seq, undoes }) => undoes === null && !undone.has(seq));
      if (last === undefined) return undefined;
      return { ...how, before: entries.at(-1)?.after ?? [], after: last.before, undoes: last.seq };
    });
  }

  private get file(): string {
    return join(this.folder, ATTACHMENTS_FILE);
  }

  private async refuseLinks(): Promise<void> {
    const own = this.cube === undefined ? [] : [join(this.cube, '.memcube'), this.folder];
    await refuseLinks([...own, this.file], this.cube ?? this.folder);
  }

  private async write(
    next: (entries: readonly AttachmentEntry[]) => Omit<AttachmentEntry, 'seq'> | undefined,
  ): Promise<AttachmentEntry | undefined> {
    await this.refuseLinks();
    await onFile(this.folder, () => mkdir(this.folder, { recursive: true }));
    return withLock(`${this.file}.lock`, async () => {
      const entries = await this.history();
      const made = next(entries);
      if (made === undefined || (made.undoes === null && same(made.before, made.after))) return undefined;
      const entry: AttachmentEntry = { seq: (entries.at(-1)?.seq ?? 0) + 1, ...made };
      const kept = [...entries, entry].slice(-KEPT);
      await writeAtomically(this.file, [`${JSON.stringify({ version: 1, entries: kept }, undefined, 1)}\n`]);
      return entry;
    });
  }
}

function same(a: readonly AttachedAdapter[], b: readonly AttachedAdapter[]): boolean {
  return a.length === b.length && a.every(({ id, scale }, at) => b[at]?.id === id && b[at].scale === scale);
}

function parse(text: string, path: string): AttachmentEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad(path, 'no JSON', cause);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data.entries;
  throw bad(path, read.error.issues[0]?.message ?? '', read.error);
}

function bad(path: string, why: string, cause?: unknown): StudioError {
  return new StudioError('bad-shape', `What is attached to this cube cannot be read (${why}).`, {
    place: { file: path },
    remedy: 'Remove the file; nothing is attached then.',
    cause,
  });
}
