import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbort, StudioError } from '../../base/errors';
import { errnoOf, fileError, onFile } from '../../cube/files/fileError';
import { refuseLinks } from '../../cube/files/refuseLinks';
import { withLock, type LockOptions } from '../../cube/journal/lock';
import type { BatchSummary, Decision, IngestBatch, Proposal } from '../../model/proposal';
import { appendLines, createBatchFile, readBatchFile, withDecisions, type KeptBatch } from './batchFile';
import type { BodyLine, DecideLine, HeaderLine } from './lines';

/** Ids are made by `batchId`; nothing else becomes a file name. */
const ID = /^[0-9a-f]{16}$/;

/** A decision on proposals, as `decide` takes it. */
export interface Decided {
  readonly ids: readonly string[];
  readonly decision: Decision | undefined;
  readonly edited?: string | null | undefined;
}

/** The batches of one cube: the files in its `.memcube/ingest`, or in a folder kept for a cube in a store. */
export class BatchStore {
  /** The batch that was decided on last, as it lies on the disk. */
  private latest: { readonly id: string; readonly kept: KeptBatch; readonly stamp: string } | undefined;

  /** @param cube folder of the cube, where the batches lie in it: then no link is followed out of it. */
  constructor(
    readonly folder: string,
    private readonly cube?: string,
  ) {}

  /** The batches of a cube in a folder. */
  static of(cubeFolder: string): BatchStore {
    return new BatchStore(join(cubeFolder, '.memcube', 'ingest'), cubeFolder);
  }

  /** All batches, newest first. A damaged one is listed as failed, with the reason. */
  async list(signal?: AbortSignal): Promise<BatchSummary[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw fileError(error, this.folder, 'read');
    });
    const found: BatchSummary[] = [];
    for (const name of names.filter((each) => each.endsWith('.jsonl'))) {
      const id = name.slice(0, -'.jsonl'.length);
      if (ID.test(id)) found.push(await this.summary(id, signal));
    }
    return found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  }

  /** A batch; throws StudioError `not-found` or `bad-shape`. */
  async get(id: string, signal?: AbortSignal): Promise<IngestBatch> {
    const kept = await this.find(id, signal);
    if (kept) return kept.batch;
    throw new StudioError('not-found', `There is no batch "${id}".`, {
      place: { file: this.folder },
      remedy: 'It may be settled already; list the batches.',
    });
  }

  /** A batch with its length on the disk, or undefined where there is none. */
  async find(id: string, signal?: AbortSignal): Promise<KeptBatch | undefined> {
    try {
      return await readBatchFile(this.file(id), signal);
    } catch (error) {
      if (error instanceof StudioError && error.code === 'bad-shape' && error.place?.line === 1) {
        if (!(await this.exists(id))) return undefined;
      }
      throw error;
    }
  }

  /** Starts a batch, replacing one with the same id. */
  async create(header: HeaderLine): Promise<KeptBatch> {
    await this.prepare(header.id);
    await createBatchFile(this.file(header.id), header);
    return readBatchFile(this.file(header.id));
  }

  /** Appends to a batch whose whole lines end at `bytes`; returns where they end then. */
  append(id: string, bytes: number, lines: readonly BodyLine[]): Promise<number> {
    return appendLines(this.file(id), bytes, lines);
  }

  /**
   * Decides on proposals, with another text where a person changed it (for one proposal only; null takes the change
   * back); an undefined decision takes one back. Returns the batch as it is then. Throws StudioError `not-found`,
   * `bad-argument`, `locked`.
   */
  async decide(
    id: string,
    proposals: readonly string[],
    decision: Decision | undefined,
    edited?: string | null,
  ): Promise<IngestBatch> {
    return this.decideAll(id, [{ ids: proposals, decision, edited }]);
  }

  /** Several decisions at once, all or none; otherwise as `decide`. */
  async decideAll(id: string, decided: readonly Decided[]): Promise<IngestBatch> {
    return this.exclusively(id, async () => {
      const { batch, bytes } = await this.latestOf(id);
      wantOpen(batch);
      const known = new Map(batch.proposals.map((proposal) => [proposal.id, proposal]));
      const lines = decided.map(({ ids, decision, edited }): DecideLine => {
        for (const proposal of ids) wantUnapplied(known.get(proposal), proposal);
        if (typeof edited === 'string' && (ids.length !== 1 || edited.trim() === '')) {
          throw new StudioError('bad-argument', 'A changed text belongs to one proposal and is not empty.');
        }
        return { line: 'decide', ids: [...ids], decision: decision ?? null, edited };
      });
      const kept = { bytes: await this.append(id, bytes, lines), batch: withDecisions(batch, lines) };
      this.latest = { id, kept, stamp: await this.stamp(id) };
      return kept.batch;
    });
  }

  /** Throws a batch away; nothing of it was applied. */
  async discard(id: string): Promise<void> {
    if (!(await this.exists(id))) await this.get(id);
    await this.exclusively(id, () => onFile(this.file(id), () => rm(this.file(id), { force: true })));
  }

  /** Runs work on a batch while no other process does; StudioError `locked` where one does. */
  async exclusively<T>(id: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
    await this.prepare(id);
    return withLock(join(this.folder, `${this.checked(id)}.lock`), work, { timeoutMs: 2000, ...options });
  }

  /** Whether another process, or another part of this one, works on a batch. */
  async isHeld(id: string): Promise<boolean> {
    try {
      await this.exclusively(id, () => Promise.resolve(), { timeoutMs: 0 });
      return false;
    } catch (error) {
      if (error instanceof StudioError && error.code === 'locked') return true;
      throw error;
    }
  }

  /** A batch with its length on the disk; throws as `get` does. */
  async open(id: string): Promise<KeptBatch> {
    return (await this.find(id)) ?? { batch: await this.get(id), bytes: 0 };
  }

  /** Makes the folder; throws StudioError `path-escape` where it leads out of the cube. */
  private async prepare(id: string): Promise<void> {
    if (this.cube !== undefined) {
      await refuseLinks([dirname(this.folder), this.folder, this.file(id)], this.cube);
    }
    await onFile(this.folder, () => mkdir(this.folder, { recursive: true }));
  }

  /** What is there when a decision is made, without reading thousands of proposals again for each of them. */
  private async latestOf(id: string): Promise<KeptBatch> {
    const { latest } = this;
    if (latest?.id === id && latest.stamp === (await this.stamp(id))) return latest.kept;
    return this.open(id);
  }

  /** Tells whether the file of a batch is the one that was seen before. */
  private async stamp(id: string): Promise<string> {
    const { ino, size, mtimeNs } = await onFile(this.file(id), () => stat(this.file(id), { bigint: true }));
    return `${ino} ${size} ${mtimeNs}`;
  }

  private file(id: string): string {
    return join(this.folder, `${this.checked(id)}.jsonl`);
  }

  private checked(id: string): string {
    if (ID.test(id)) return id;
    throw new StudioError('bad-argument', `"${id}" is no id of a batch.`, {
      remedy: 'Ids have 16 hexadecimal digits; list the batches.',
    });
  }

  private async exists(id: string): Promise<boolean> {
    const names: string[] = await readdir(this.folder).catch(() => []);
    return names.includes(`${id}.jsonl`);
  }

  private async summary(id: string, signal?: AbortSignal): Promise<BatchSummary> {
    try {
      return summaryOf(await this.get(id, signal));
    } catch (error) {
      if (isAbort(error) || !(error instanceof StudioError)) throw error;
      return {
        ...{ id, source: id, sourceHash: '', kind: '', mode: 'fast', createdAt: '', state: 'failed' },
        portions: { done: 0, of: undefined },
        notes: [{ message: error.message, args: [] }],
        verdicts: { new: 0, exact: 0, near: 0, semantic: 0, contradiction: 0 },
        undecided: 0,
      };
    }
  }
}

function summaryOf(batch: IngestBatch): BatchSummary {
  const { id, source, sourceHash, kind, mode, createdAt, state, portions, notes, verdicts, undecided } =
    batch;
  return { id, source, sourceHash, kind, mode, createdAt, state, portions, notes, verdicts, undecided };
}

function wantUnapplied(proposal: Proposal | undefined, id: string): void {
  if (!proposal) {
    throw new StudioError('not-found', `The batch has no proposal "${id}".`, {
      remedy: 'Look at the batch again.',
    });
  }
  if (proposal.applied !== true) return;
  throw new StudioError('bad-argument', 'What was decided on this proposal has been carried out.', {
    remedy: 'Undo the change first.',
  });
}

/** Refuses a batch that is not open for review. */
export function wantOpen({ state, source }: IngestBatch): void {
  if (state === 'review') return;
  throw new StudioError('bad-argument', `“${source}” is not open for review.`, {
    remedy: state === 'applied' ? 'Its memories are in the cube.' : 'Read it to the end first.',
  });
}
