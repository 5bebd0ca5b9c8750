import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbort, StudioError } from '../../engine/base/errors';
import { CubeSession } from '../../engine/cube/session/cubeSession';
import { BatchStore } from '../../engine/ingest/batches/batchStore';
import { cubeTarget } from '../../engine/ingest/targets/cubeTarget';
import { applyTopics } from '../../engine/ingest/topics/applyTopics';
import { planTopics } from '../../engine/ingest/topics/planTopics';
import type { TopicPlan } from '../../engine/model/proposal';
import type { CliContext } from '../context';
import { requireFolder } from '../cube/address';
import { EXIT, exitCodeOf } from '../exitCodes';
import { openModels } from '../ingest/models';
import { EVERYTHING, readFile, settle, type SourceOutcome, type Workplace } from '../ingest/readFiles';
import { batchLine, sourceJson, sourceLines, topicLines } from '../ingest/report';
import { saveOrThrow } from '../ingest/save';
import type { Result } from '../result';

/** Options of `openmem ingest`. */
export interface IngestCommandOptions {
  readonly mode: 'fast' | 'fine';
  readonly turns?: boolean | undefined;
  readonly review?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly topics?: boolean | undefined;
  readonly model?: string | undefined;
  readonly embedder?: string | undefined;
  readonly user?: string | undefined;
  readonly session?: string | undefined;
  readonly list?: boolean | undefined;
  readonly discard?: string | undefined;
  readonly quiet?: boolean | undefined;
}

/**
 * `openmem ingest <cube> [files…]`: reads files into a cube, a Change for each. What is new is applied; what collides
 * with something is left for review, unless `--yes` accepts what is suggested.
 */
export async function ingest(
  context: CliContext,
  path: string,
  files: readonly string[],
  options: IngestCommandOptions,
): Promise<Result> {
  checkOptions(files, options);
  requireFolder(path);
  const session = await CubeSession.open(context, path, {
    ...{ readOnly: options.dryRun === true, recover: false, signal: context.signal },
  });
  const passing = options.dryRun ? await mkdtemp(join(tmpdir(), 'openmem-')) : undefined;
  const batches = passing === undefined ? BatchStore.of(session.cube.folder) : new BatchStore(passing);
  try {
    if (options.list) return await list(batches, session);
    if (options.discard !== undefined) return await discard(batches, options.discard, session);
    const models = await openModels(context, options);
    try {
      return await run({ context, session, target: cubeTarget(session), batches, models }, files, options);
    } finally {
      models.dispose();
    }
  } finally {
    await session.dispose();
    if (passing !== undefined) await rm(passing, { recursive: true, force: true });
  }
}

function checkOptions(files: readonly string[], options: IngestCommandOptions): void {
  const others = [options.list, options.topics, options.yes, options.discard !== undefined];
  if (files.length === 0 && !others.includes(true)) {
    throw new StudioError('bad-argument', 'Nothing to read.', {
      remedy: 'Name files; or use --yes to settle what waits for review, --topics, --list or --discard.',
    });
  }
  if (options.review && options.yes) {
    throw new StudioError('bad-argument', '--review and --yes exclude each other.', {
      remedy: 'Leave one out.',
    });
  }
  if (options.mode === 'fine' && options.model === undefined) {
    throw new StudioError('bad-argument', 'Reading in fine mode needs a language model.', {
      remedy: 'Add --model with the path of a GGUF file, or read in fast mode.',
    });
  }
}

async function run(
  place: Workplace,
  files: readonly string[],
  options: IngestCommandOptions,
): Promise<Result> {
  const { context, session, batches } = place;
  const accept = options.dryRun || options.review ? undefined : options.yes ? EVERYTHING : (['new'] as const);
  const found: SourceOutcome[] = [];
  let topics: TopicPlan | undefined;
  let interrupted = false;
  try {
    for (const file of files) {
      const { mode, turns = false, user, session: sessionId, quiet = false } = options;
      found.push(await readFile(place, file, { mode, turns, user, session: sessionId, quiet, accept }));
    }
    if (files.length === 0 && options.yes) {
      for (const batch of await batches.list(context.signal)) {
        if (batch.state !== 'review') continue;
        found.push({ source: batch.source, error: undefined, ...(await settle(place, batch.id, accept)) });
      }
    }
    if (options.topics) topics = await putInOrder(place, options.dryRun === true);
  } catch (error) {
    if (!isAbort(error)) throw error;
    interrupted = true;
  }
  const failed = found.find(({ error }) => error)?.error;
  const { memory, cube } = session;
  return {
    json: {
      cube: { name: cube.name, path: cube.folder },
      sources: found.map((each) => sourceJson(memory, each)),
      topics: topics ?? null,
      applied: accept !== undefined,
      interrupted,
    },
    *lines(style) {
      for (const each of found) yield* sourceLines(memory, each, style);
      if (topics) yield* topicLines(topics, style);
      if (options.dryRun) yield style.dim('Nothing was written (--dry-run).');
    },
    quiet: found.flatMap(({ change }) => change ?? []),
    notes: interrupted
      ? ['interrupted; what was read is kept, and the same command goes on from there.']
      : found.flatMap(({ source, error }) => (error ? [`${source}: ${error.describe()}`] : [])),
    exit: interrupted ? EXIT.interrupted : failed ? exitCodeOf(failed.code) : EXIT.ok,
  };
}

async function putInOrder({ context, session, target, models }: Workplace, dry: boolean): Promise<TopicPlan> {
  const plan = await planTopics(context, target, { ...models, signal: context.signal });
  if (dry) return plan;
  const applied = await applyTopics(target, plan, context.signal);
  try {
    if (applied) await saveOrThrow(context, session);
  } catch (error) {
    await applied?.undo();
    throw error;
  }
  return plan;
}

async function list(batches: BatchStore, { cube }: CubeSession): Promise<Result> {
  const found = (await batches.list()).filter(({ state }) => state !== 'applied');
  return {
    json: { cube: { name: cube.name, path: cube.folder }, batches: found },
    lines: (style) =>
      found.length === 0 ? ['Nothing waits for review.'] : found.map((batch) => batchLine(batch, style)),
    quiet: found.map(({ id }) => id),
  };
}

async function discard(batches: BatchStore, id: string, { cube }: CubeSession): Promise<Result> {
  await batches.discard(id);
  return {
    json: { cube: { name: cube.name, path: cube.folder }, discarded: id },
    lines: () => [`Discarded ${id}.`],
  };
}
