import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { errnoOf, onFile } from '../../cube/files/fileError';
import { refuseLinks } from '../../cube/files/refuseLinks';
import { writeAtomically } from '../../cube/files/writeAtomically';
import { RUN_STATES, type RunState } from '../../model/distil';

const shape = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  title: z.string(),
  createdAt: z.string(),
  state: z.enum(RUN_STATES),
  /** Why it failed. */
  error: z.string().nullable(),
  base: z.strictObject({ path: z.string(), bytes: z.number(), tag: z.string() }),
  settings: z.strictObject({
    rank: z.int().min(1).max(512),
    alpha: z.int().min(1).max(4096),
    targets: z.array(z.string().regex(/^[a-z0-9_]{1,40}$/)).min(1),
    rate: z.number().positive().max(1),
    epochs: z.int().min(1).max(10_000),
    batch: z.int().min(1).max(1024),
    seed: z.int().min(0),
  }),
  /** Of the sittings so far. */
  seconds: z.number().min(0),
  resumed: z.int().min(0),
  steps: z.int().min(0),
  loss: z.array(z.strictObject({ step: z.int(), loss: z.number() })),
  notes: z.array(z.string()),
});

/** The making of an adapter, as it lies on the disk. */
export type DistilRun = z.infer<typeof shape>;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RUN_FILE = 'run.json';

/** What may stand beside `run.json`. */
export const RUN_FILES = {
  set: 'training.json',
  tokens: 'tokens.jsonl',
  out: 'out',
  adapter: 'adapter.gguf',
} as const;

/** Runs that are not done, a folder each; what a run leaves when it is done goes to the adapters of the cube. */
export class RunStore {
  /** @param cube folder of the cube, where the runs lie in it: then no link is followed out of it. */
  constructor(
    readonly folder: string,
    private readonly cube?: string,
  ) {}

  /** The runs of a cube in a folder. */
  static of(cubeFolder: string): RunStore {
    return new RunStore(join(cubeFolder, '.memcube', 'distil'), cubeFolder);
  }

  /** Path of a file of a run. */
  path(id: string, name: keyof typeof RUN_FILES): string {
    return join(this.folderOf(id), RUN_FILES[name]);
  }

  /** Path of the file that is there while a run is at work. */
  lock(id: string): string {
    return `${this.folderOf(id)}.lock`;
  }

  /** All runs that can be read, oldest first. */
  async list(): Promise<DistilRun[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    });
    const runs: DistilRun[] = [];
    for (const id of names.filter((name) => ID.test(name))) {
      const run = await this.get(id).catch(() => undefined);
      if (run) runs.push(run);
    }
    return runs.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Throws StudioError `not-found`, `bad-shape`, `path-escape`. */
  async get(id: string): Promise<DistilRun> {
    const file = join(this.folderOf(id), RUN_FILE);
    await refuseLinks([this.folder, this.folderOf(id), file], this.cube ?? this.folder);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      throw new StudioError('not-found', `There is no training "${id}" to go on with.`, {
        place: { file },
        remedy: 'Start a new one.',
        cause: error,
      });
    }
    try {
      return shape.parse(JSON.parse(text));
    } catch (error) {
      throw new StudioError('bad-shape', 'What was kept of this training is damaged.', {
        place: { file },
        remedy: 'Remove it and start a new one.',
        cause: error,
      });
    }
  }

  async save(run: DistilRun): Promise<void> {
    const folder = this.folderOf(run.id);
    await refuseLinks([this.folder, folder], this.cube ?? this.folder);
    await onFile(folder, () => mkdir(join(folder, RUN_FILES.out), { recursive: true }));
    await writeAtomically(join(folder, RUN_FILE), [`${JSON.stringify(shape.parse(run), undefined, 1)}\n`]);
  }

  async remove(id: string): Promise<void> {
    const folder = this.folderOf(id);
    await refuseLinks([this.folder, folder], this.cube ?? this.folder);
    await onFile(folder, () => rm(folder, { recursive: true, force: true }));
  }

  private folderOf(id: string): string {
    if (ID.test(id)) return join(this.folder, id);
    throw new StudioError('bad-argument', `"${id}" is no id of a training.`, {
      remedy: 'Give the whole id.',
    });
  }
}

/** A run in another state. */
export function inState(run: DistilRun, state: RunState, error: string | null = null): DistilRun {
  return { ...run, state, error };
}
