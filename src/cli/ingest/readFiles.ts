import { basename, resolve } from 'node:path';
import { isAbort, StudioError } from '../../engine/base/errors';
import { readFileInPortions } from '../../engine/cube/files/readFileInPortions';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import { acceptSuggested, applyBatch } from '../../engine/ingest/applyBatch';
import type { BatchStore } from '../../engine/ingest/batches/batchStore';
import { ingest } from '../../engine/ingest/ingest';
import type { BatchOutcome } from '../../engine/ingest/planBatch';
import { readFrom } from '../../engine/ingest/readFrom';
import type { IngestTarget } from '../../engine/ingest/targets/target';
import { VERDICTS, type IngestBatch, type Verdict } from '../../engine/model/proposal';
import type { CliContext } from '../context';
import { saveOrThrow } from './save';
import type { Models } from './models';
import { progressTo } from './progress';

/** How sources are read and what becomes of what they propose. */
export interface ReadingOptions {
  readonly mode: 'fast' | 'fine';
  readonly turns: boolean;
  readonly user: string | undefined;
  readonly session: string | undefined;
  readonly quiet: boolean;
  /** What is accepted as suggested and applied at once; nothing where undefined. */
  readonly accept: readonly Verdict[] | undefined;
}

/** What became of one source. */
export interface SourceOutcome {
  readonly source: string;
  readonly batch: IngestBatch | undefined;
  readonly outcome: BatchOutcome | undefined;
  readonly change: string | undefined;
  readonly error: StudioError | undefined;
}

/** Everything that reading needs. */
export interface Workplace {
  readonly context: CliContext;
  readonly session: CubeSession;
  readonly target: IngestTarget;
  readonly batches: BatchStore;
  readonly models: Models;
}

/** All verdicts, for `--yes`. */
export const EVERYTHING = VERDICTS;

/** Reads one file and applies what is to be accepted; an error is part of the outcome, an interruption is not. */
export async function readFile(
  place: Workplace,
  file: string,
  options: ReadingOptions,
): Promise<SourceOutcome> {
  const { context, target, batches, models } = place;
  const source = basename(file);
  try {
    const { signal } = context;
    const bytes = await readFileInPortions(resolve(context.cwd, file), { signal });
    const input = readFrom(
      { name: source, bytes },
      {
        mode: options.mode,
        unit: options.turns ? 'turn' : 'window',
        model: models.model,
        now: () => context.now(),
      },
    );
    const batch = await ingest(context, target, batches, input, {
      userId: options.user,
      sessionId: options.session,
      embedder: models.embedder,
      model: models.model,
      signal,
      onProgress: options.quiet ? undefined : progressTo(process.stderr),
    });
    return { source, error: undefined, ...(await settle(place, batch.id, options.accept)) };
  } catch (error) {
    if (isAbort(error) || !(error instanceof StudioError)) throw error;
    return { source, batch: undefined, outcome: undefined, change: undefined, error };
  }
}

/** Accepts what was suggested for some verdicts, applies it and saves. */
export async function settle(
  { context, session, target, batches }: Workplace,
  id: string,
  accept: readonly Verdict[] | undefined,
): Promise<Pick<SourceOutcome, 'batch' | 'outcome' | 'change'>> {
  const read = await batches.get(id);
  if (!accept || read.state !== 'review') return { batch: read, outcome: undefined, change: undefined };
  await acceptSuggested(batches, id, accept);
  const { outcome, change } = await applyBatch(batches, id, target, {
    signal: context.signal,
    save: () => saveOrThrow(context, session),
  });
  return { batch: await batches.get(id), outcome, change: change?.id };
}
