/**
 * Unsaved changes on the disk: `.memcube/drafts/<session>.jsonl`, one file per open session. The first
 * line names its owner and the content it starts from; each further line is one edit. A change counts as
 * made when its line is flushed, so that no crash takes it away.
 */
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileError, onFile } from '../files/fileError';
import { flushFolder, writeAll } from '../files/writeAtomically';
import type { Edit } from './edit';
import { readLines } from './lines';
import { isEdit } from './wellFormed';
import { HEARTBEAT_MS, isAlive, thisOwner, type Owner } from './owner';

export interface DraftHeader {
  readonly draft: 1;
  readonly session: string;
  readonly owner: Owner;
  /** Name of the text memory inside the cube folder. */
  readonly file: string;
  /** SHA-256 of the file that the edits start from. */
  readonly base: string;
  readonly at: string;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Ending of drafts whose owner has closed the cube without saving. */
const LEFT = '.left.jsonl';

/** A draft without a readable first line is taken for abandoned after this time. */
const UNFINISHED_MS = 10_000;

const lineOf = (value: DraftHeader | Edit): string => `${JSON.stringify(value)}\n`;
const folderOf = (sidecar: string): string => join(sidecar, 'drafts');

/** The draft of one session, open for appending. */
export class DraftWriter {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | undefined;
  private readonly beat: NodeJS.Timeout;

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private size: number,
  ) {
    this.beat = setInterval(() => {
      const now = new Date();
      void utimes(file, now, now).catch(() => {});
    }, HEARTBEAT_MS);
    this.beat.unref();
  }

  /** Writes a draft whole, replacing the session's earlier one; throws `no-space` or `read-only`. */
  static async create(
    sidecar: string,
    header: Omit<DraftHeader, 'draft' | 'owner'>,
    edits: readonly Edit[],
  ): Promise<DraftWriter> {
    const folder = folderOf(sidecar);
    const file = join(folder, `${header.session}.jsonl`);
    return onFile(file, async () => {
      await mkdir(folder, { recursive: true });
      const temp = `${file}.new`;
      const handle = await open(temp, 'w');
      try {
        const full: DraftHeader = { draft: 1, owner: thisOwner(), ...header };
        const bytes = Buffer.from(lineOf(full) + edits.map(lineOf).join(''));
        await writeAll(handle, bytes);
        await handle.sync();
        await rename(temp, file);
        await flushFolder(folder);
        return new DraftWriter(file, handle, bytes.length);
      } catch (error) {
        await handle.close();
        await rm(temp, { force: true });
        throw error;
      }
    });
  }

  /** Resolves when the edit is flushed. When it fails, it and everything waiting behind it fails. */
  append(edit: Edit): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ line: lineOf(edit), resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  /** Waits until nothing is being written. */
  async idle(): Promise<void> {
    while (this.flushing) await this.flushing;
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        const bytes = Buffer.from(batch.map((w) => w.line).join(''));
        for (let at = 0; at < bytes.length;) {
          const left = bytes.length - at;
          at += (await this.handle.write(bytes, at, left, this.size + at)).bytesWritten;
        }
        await this.handle.datasync();
        this.size += bytes.length;
        for (const w of batch) w.resolve();
      } catch (error) {
        await this.handle.truncate(this.size).catch(() => {});
        const failed = [...batch, ...this.waiting];
        this.waiting = [];
        for (const w of failed) w.reject(fileError(error, this.file));
      }
    }
    this.flushing = undefined;
  }

  /** Stops writing; the file stays. */
  async close(): Promise<void> {
    await this.idle();
    clearInterval(this.beat);
    await this.handle.close();
  }

  /** Stops writing and leaves the edits to whoever opens the cube next. */
  async leave(): Promise<void> {
    await this.close();
    await rename(this.file, this.file.replace(/\.jsonl$/, LEFT));
  }

  /** Stops writing and deletes the file. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }
}

/** A draft as found on the disk. */
export interface FoundDraft {
  readonly file: string;
  readonly header: DraftHeader;
  readonly edits: readonly Edit[];
}

/** Drafts of a text memory whose owner is gone, oldest first. */
export async function abandonedDrafts(sidecar: string, file: string): Promise<FoundDraft[]> {
  const folder = folderOf(sidecar);
  const names = await readdir(folder).catch(() => []);
  const found: FoundDraft[] = [];
  for (const name of names) {
    if (!/\.jsonl(\.new)?$/.test(name) || name.endsWith('.rejected.jsonl')) continue;
    const path = join(folder, name);
    const header = await readHeader(path);
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (name.endsWith('.new')) {
      // Never renamed, so nothing in it was acknowledged that is not elsewhere too.
      const dead = header ? !isAlive(header.owner, age) : age > UNFINISHED_MS;
      if (dead) await rm(path, { force: true });
      continue;
    }
    if (header?.file !== file || (!name.endsWith(LEFT) && isAlive(header.owner, age))) continue;
    found.push({ file: path, header, edits: await readEdits(path) });
  }
  return found.sort((a, b) => a.header.at.localeCompare(b.header.at));
}

async function readHeader(path: string): Promise<DraftHeader | undefined> {
  for await (const line of readLines(path)) {
    const header = line.whole ? parse<DraftHeader>(line.text) : undefined;
    const named = [header?.session, header?.file, header?.base, header?.at, header?.owner?.host];
    if (header?.draft !== 1 || !named.every((part) => typeof part === 'string')) return undefined;
    return typeof header.owner.pid === 'number' ? header : undefined;
  }
  return undefined;
}

/** The edits up to the first line that is not whole: nothing behind it was acknowledged. */
async function readEdits(path: string): Promise<Edit[]> {
  const edits: Edit[] = [];
  for await (const line of readLines(path)) {
    if (line.number === 1) continue;
    const edit = line.whole ? parse<unknown>(line.text) : undefined;
    if (!isEdit(edit)) break;
    edits.push(edit);
  }
  return edits;
}

function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** An operation that could not be brought back, and why. */
export interface Rejected {
  readonly edit: Edit;
  readonly reason: string;
}

/** Keeps edits that do not fit any more beside the drafts; returns the file. */
export async function keepRejected(
  sidecar: string,
  session: string,
  rejected: readonly Rejected[],
): Promise<string> {
  const file = join(folderOf(sidecar), `${basename(session)}.rejected.jsonl`);
  return onFile(file, async () => {
    await mkdir(folderOf(sidecar), { recursive: true });
    const handle = await open(file, 'a');
    try {
      const text = rejected.map((r) => `${JSON.stringify({ reason: r.reason, ...r.edit })}\n`).join('');
      await writeAll(handle, Buffer.from(text));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return file;
  });
}
