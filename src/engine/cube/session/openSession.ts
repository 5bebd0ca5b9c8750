import { basename, join, relative, sep } from 'node:path';
import { StudioError } from '../../base/errors';
import type { EngineContext } from '../../base/context';
import { findCube, type CubeDescription } from '../files/findCube';
import { Journal } from '../journal/journal';
import { isWritable, loadText } from './loadText';
import { finishInterruptedSave, looksInterrupted, recoverDrafts, type Recovered } from './recover';
import { SessionCore } from './sessionCore';
import { lastState } from '../journal/lastState';
import { abandonedDrafts } from '../journal/draft';

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly readOnly?: boolean | undefined;
  /** Whether drafts of crashed processes are taken over; true by default. */
  readonly recover?: boolean | undefined;
}

/**
 * Opens the cube at a path and takes over what a crashed process left. Throws StudioError as `findCube` and
 * `readTextMemory` do, and `not-found` for a cube without a text memory.
 */
export async function openSession(
  context: EngineContext,
  path: string,
  options: OpenOptions,
): Promise<{ core: SessionCore; recovered: Recovered | undefined }> {
  const cube = await findCube(path);
  const textFile = textFileOf(cube);
  const readOnly = options.readOnly === true || !(await isWritable(textFile));
  const journal = new Journal(cube.folder, () => context.now());
  const fileName = relative(cube.folder, textFile).split(sep).join('/');
  const finish = () => finishInterruptedSave(journal, textFile, fileName);
  const watched = !readOnly && (await journal.exists());
  if (watched && (await looksInterrupted(textFile))) await journal.exclusively(finish, options);
  const { memory, sha256, stamp } = await loadText(textFile, { ...options, format: cube.format });
  if (watched) {
    const last = await lastState(journal.file, fileName);
    if (last?.kind === 'save' && last.before === sha256) await journal.exclusively(finish, options);
  }
  const base = { sha256, stamp };
  const core = new SessionCore(context, cube, textFile, fileName, journal, readOnly, memory, base);
  if (readOnly || options.recover === false) return { core, recovered: undefined };
  return { core, recovered: await takeOverDrafts(core, options.signal) };
}

function textFileOf(cube: CubeDescription): string {
  if (cube.textFile !== undefined) return cube.textFile;
  const name = cube.config?.text.filename ?? 'textual_memory.json';
  throw new StudioError('not-found', 'This cube has no text memory.', {
    place: { file: join(cube.folder, basename(name)) },
    remedy: 'Its other memories can be inspected; add memories to it with MemOS or copy a file there.',
  });
}

async function takeOverDrafts(core: SessionCore, signal?: AbortSignal): Promise<Recovered | undefined> {
  const { journal, fileName } = core;
  if ((await abandonedDrafts(journal.folder, fileName)).length === 0) return undefined;
  return journal.exclusively(
    async () => {
      const session = { id: core.id, file: fileName, now: core.timestamp() };
      const found = await recoverDrafts(journal, core.memory, core.base.sha256, session);
      if (!found) return undefined;
      core.adoptDraft(found.draft);
      core.edits = found.edits.map((carried) => ({ ...carried, safe: true, failed: false }));
      return found.recovered;
    },
    { signal },
  );
}
