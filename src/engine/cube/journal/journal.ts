/**
 * The record of a cube: `.memcube/journal.jsonl`, append-only and hash-chained. Entries are appended under
 * the cube's lock; reading needs none, since an unfinished last line is passed over.
 */
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StudioError } from '../../base/errors';
import { onFile } from '../files/fileError';
import { refuseLinks } from '../files/refuseLinks';
import { flushFolder, writeAll } from '../files/writeAtomically';
import { decodeLine, encodeEntry, GENESIS } from './entry';
import type { Entry, EntryBody } from './entryShape';
import { readLines } from './lines';
import { withLock, type LockOptions } from './lock';
import { repairTail } from './tail';

/** Folder beside the cube's files that holds what MemOS does not know. */
export const SIDECAR = '.memcube';

export interface JournalReport {
  readonly entries: number;
  /** Line (from 1) at which the chain breaks, and why; undefined while it holds. */
  readonly broken?: { readonly line: number; readonly reason: string } | undefined;
  /** Whether the last line is unfinished, as a crash leaves it. */
  readonly torn: boolean;
}

export class Journal {
  readonly folder: string;
  readonly file: string;

  /** @param cubeFolder folder of the cube; nothing is created before the first append. */
  constructor(
    cubeFolder: string,
    private readonly now: () => Date,
  ) {
    this.folder = join(cubeFolder, SIDECAR);
    this.file = join(this.folder, 'journal.jsonl');
  }

  /**
   * Creates the sidecar folder. Throws StudioError `read-only` or `no-space`, and `path-escape` where the
   * folder or one of its files is a link: a cube must not choose what is written to.
   */
  async prepare(): Promise<void> {
    const written = ['', 'drafts', 'journal.jsonl', 'journal.torn'].map((name) => join(this.folder, name));
    await refuseLinks(written, dirname(this.folder));
    await onFile(this.folder, () => mkdir(this.folder, { recursive: true }));
  }

  /** Runs `work` as the only writer of the cube; throws StudioError `locked` after a while. */
  async exclusively<T>(work: () => Promise<T>, options?: LockOptions): Promise<T> {
    await this.prepare();
    return withLock(join(this.folder, 'lock'), work, options);
  }

  /**
   * Appends entries and flushes them; call it inside `exclusively`. All of them are written in one go; when
   * that fails, none stays. `bodies` gets the number of the first entry. Returns the entries.
   */
  async append(bodies: (first: number) => readonly EntryBody[]): Promise<Entry[]> {
    return onFile(this.file, async () => {
      const tail = await repairTail(this.file, `${this.file.slice(0, -'.jsonl'.length)}.torn`);
      let hash = tail.hash;
      const at = this.now().toISOString();
      const lines: string[] = [];
      const entries = bodies(tail.seq + 1).map((body, k): Entry => {
        const entry: Entry = { seq: tail.seq + 1 + k, at, ...body };
        const encoded = encodeEntry(entry, hash);
        hash = encoded.hash;
        lines.push(encoded.line);
        return entry;
      });
      if (lines.length === 0) return [];
      const handle = await open(this.file, 'a');
      try {
        await writeAll(handle, Buffer.from(`${lines.join('\n')}\n`));
        await handle.datasync();
      } catch (error) {
        await handle.truncate(tail.size).catch(() => {});
        throw error;
      } finally {
        await handle.close();
      }
      if (tail.size === 0) await flushFolder(this.folder);
      return entries;
    });
  }

  /** Whether there is a journal. */
  async exists(): Promise<boolean> {
    return (await stat(this.file).catch(() => undefined)) !== undefined;
  }

  /** All entries from the oldest; lines that are none are passed over (see `verify`). */
  async *entries(signal?: AbortSignal): AsyncGenerator<Entry> {
    for await (const line of readLines(this.file, signal)) {
      const decoded = line.whole ? decodeLine(line.text) : undefined;
      if (decoded) yield decoded.entry;
    }
  }

  /** Checks the whole chain. A cut of whole lines at the end shows only by the hashes of the file. */
  async verify(signal?: AbortSignal): Promise<JournalReport> {
    let prev = GENESIS;
    let entries = 0;
    for await (const line of readLines(this.file, signal)) {
      if (!line.whole) return { entries, torn: true };
      const decoded = decodeLine(line.text);
      const reason = !decoded
        ? 'The line is no journal entry.'
        : !decoded.sound
          ? 'The content of the entry does not match its hash.'
          : decoded.prev !== prev
            ? 'The entry does not follow the one before it.'
            : decoded.entry.seq !== entries + 1
              ? `The entry has number ${decoded.entry.seq} where ${entries + 1} was expected.`
              : undefined;
      if (!decoded || reason) return { entries, torn: false, broken: { line: line.number, reason: reason! } };
      prev = decoded.hash;
      entries++;
    }
    return { entries, torn: false };
  }

  /** Like `verify`, as an error that names the line: StudioError `bad-shape`. */
  async assertSound(signal?: AbortSignal): Promise<void> {
    const { broken } = await this.verify(signal);
    if (!broken) return;
    throw new StudioError('bad-shape', `The journal was altered. ${broken.reason}`, {
      place: { file: this.file, line: broken.line },
      remedy: 'Entries before this line can be trusted; keep a copy of the file.',
    });
  }
}
