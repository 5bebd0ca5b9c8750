/** From memories to a proposed adapter: a training set, the training, the conversion, the evaluation, the report. */
import { basename } from 'node:path';
import type { EngineContext } from '../../base/context';
import { describeError, isAbort, StudioError } from '../../base/errors';
import { withLock } from '../../cube/journal/lock';
import { writeAtomically } from '../../cube/files/writeAtomically';
import { readModelFile } from '../../inference/files/modelFile';
import type { ChatModel, KvRuntime } from '../../inference/ports';
import type { DerivedSource } from '../../model/derived';
import type {
  DistilProgress,
  DistilReport,
  LossPoint,
  TrainingSet,
  TrainingSettings,
} from '../../model/distil';
import type { AdapterItem } from '../../model/loraItem';
import type { AdapterStore } from '../kept/adapterStore';
import { importAdapter } from '../kept/importAdapter';
import { convertPeft, type ConvertedAdapter } from '../peft/convertPeft';
import type { Environment } from './environment/trainingEnvironment';
import { evaluateAdapter } from './evaluation/evaluateAdapter';
import { buildTrainingSet } from './examples/buildTrainingSet';
import { inState, type DistilRun, type RunStore } from './runStore';
import { tokenRows } from './training/tokenRows';
import { trainAdapter } from './training/trainAdapter';
import { formatTrainingSet, readTrainingSet } from './trainingFile';

/** A training that is at work is not waited for. */
const LOCKED_MS = 1000;

/** What distillation works with. */
export interface Distillery {
  readonly context: Pick<EngineContext, 'now' | 'newId'>;
  readonly adapters: AdapterStore;
  readonly runs: RunStore;
  /** Serves the base model. */
  readonly runtime: KvRuntime;
  readonly environment: Environment;
  /** The folder with `train.py`. */
  readonly scripts: string;
  /** Writes examples beside those of the templates, where there is one. */
  readonly writer?: ChatModel | undefined;
  readonly threads?: number | undefined;
  /** Seconds between two checkpoints. */
  readonly keepEvery?: number | undefined;
  readonly onProgress?: ((progress: DistilProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Distilled {
  readonly item: AdapterItem;
  readonly report: DistilReport;
}

/**
 * Makes the training set of a new adapter and keeps it as a run, which `finishRun` trains.
 * @throws StudioError `bad-argument`, `bad-model`, `no-space`, `read-only`, and what a writer throws; AbortError
 */
export async function prepareRun(
  distillery: Distillery,
  memories: readonly DerivedSource[],
  { title, settings }: { title: string; settings: TrainingSettings },
): Promise<DistilRun> {
  const { context, runs, runtime, writer, onProgress, signal } = distillery;
  const { bytes, tag } = await readModelFile(runtime.model);
  const set = await buildTrainingSet(memories, {
    seed: settings.seed,
    model: writer,
    onProgress: (done, total) => onProgress?.({ phase: 'examples', done, total }),
    signal,
  });
  const run: DistilRun = {
    ...{ version: 1, id: context.newId(), title, createdAt: context.now().toISOString(), state: 'prepared' },
    ...{ error: null, base: { path: runtime.model, bytes, tag } },
    settings: { ...settings, targets: [...settings.targets] },
    ...{ seconds: 0, resumed: 0, steps: 0, loss: [], notes: [...set.notes] },
  };
  try {
    await runs.save(run);
    await writeAtomically(runs.path(run.id, 'set'), [formatTrainingSet(set)]);
    return run;
  } catch (error) {
    await runs.remove(run.id).catch(() => undefined);
    throw error;
  }
}

/**
 * Trains a run, from its last checkpoint where there is one, converts and evaluates the adapter and takes it into the
 * cube, proposed. What is stopped or fails stays as a run that can be taken up again.
 * @throws StudioError `not-found`, `locked` (it is at work), `bad-model` (another base), `no-space`, `unavailable`, `unsupported`; AbortError
 */
export async function finishRun(distillery: Distillery, id: string): Promise<Distilled> {
  const { runs, signal } = distillery;
  await runs.get(id);
  return withLock(runs.lock(id), () => finish(distillery, id), { signal, timeoutMs: LOCKED_MS });
}

async function finish(distillery: Distillery, id: string): Promise<Distilled> {
  const { runs, adapters, context, runtime, signal } = distillery;
  const found = await runs.get(id);
  const { tag } = await readModelFile(runtime.model);
  if (tag !== found.base.tag) {
    throw new StudioError('bad-model', `This training was begun on ${found.base.tag}, not on ${tag}.`, {
      place: { file: runtime.model },
      remedy: 'Name the model that it was begun on, or start a new one.',
    });
  }
  const set = await readTrainingSet(runs.path(id, 'set'));
  let run = inState(found, 'training');
  try {
    if (found.state === 'trained') run = found;
    else await train(distillery, run, set, (next) => (run = next));
    distillery.onProgress?.({ phase: 'converting' });
    const file = runs.path(id, 'adapter');
    const { title } = run;
    const source = runs.path(id, 'out');
    const converted = await convertPeft({ source, base: runtime.model, out: file, name: title, signal });
    const evaluation = await evaluateAdapter(runtime, { ...distillery, adapter: file, heldOut: set.heldOut });
    const report = reportOf(run, set, converted, evaluation);
    const item = await importAdapter(adapters, context, {
      ...{ source: file, base: runtime.model, title, signal },
      madeOf: {
        trainingSet: formatTrainingSet(set),
        examples: set.examples.length,
        heldOut: set.heldOut.length,
        sources: set.sources,
        report: `${JSON.stringify(report, undefined, 1)}\n`,
        result: { accuracy: evaluation.accuracy, perplexityChange: evaluation.perplexity.change },
      },
    });
    await runs.remove(id);
    return { item, report };
  } catch (error) {
    // The checkpoint has what was trained; a run that cannot be noted down as stopped is taken up all the same.
    const why = isAbort(error) ? null : describeError(error);
    const state = run.state === 'trained' ? 'trained' : isAbort(error) ? 'stopped' : 'failed';
    await runs.save(inState(run, state, why)).catch(() => undefined);
    throw error;
  }
}

/** Trains, and tells the run as it is then, also where it ends early. */
async function train(
  distillery: Distillery,
  begun: DistilRun,
  set: TrainingSet,
  keep: (run: DistilRun) => void,
): Promise<void> {
  const { runs, runtime, environment, scripts, threads, keepEvery, onProgress, signal } = distillery;
  const { id, settings } = begun;
  const started = performance.now();
  const points: LossPoint[] = [];
  const sofar = (): DistilRun => {
    const first = points[0]?.step ?? Infinity;
    return {
      ...begun,
      seconds: begun.seconds + (performance.now() - started) / 1000,
      resumed: begun.resumed + (first > 1 && first < Infinity ? 1 : 0),
      loss: [...begun.loss.filter(({ step }) => step < first), ...points],
    };
  };
  await runs.save(begun);
  const rows = await tokenRows(runtime, set.examples, {
    onProgress: (done, total) => onProgress?.({ phase: 'examples', done, total }),
    signal,
  });
  const examples = runs.path(id, 'tokens');
  await writeAtomically(
    examples,
    rows.map((row) => `${JSON.stringify(row)}\n`),
  );
  try {
    const { steps, notes } = await trainAdapter({
      ...{ environment, scripts, base: runtime.model, examples, out: runs.path(id, 'out') },
      ...{ settings, threads, keepEvery, signal },
      onProgress: (progress) => {
        if (progress.phase === 'training' && progress.loss !== undefined) {
          points.push({ step: progress.step, loss: progress.loss });
        }
        onProgress?.(progress);
      },
    });
    const trained = inState({ ...sofar(), steps, notes: [...begun.notes, ...notes] }, 'trained');
    keep(trained);
    await runs.save(trained);
  } catch (error) {
    keep(sofar());
    throw error;
  }
}

function reportOf(
  run: DistilRun,
  set: TrainingSet,
  converted: ConvertedAdapter,
  evaluation: DistilReport['evaluation'],
): DistilReport {
  const { id, title, createdAt, base, settings, steps, seconds, resumed, loss, notes } = run;
  return {
    version: 1,
    run: id,
    ...{ name: title, createdAt, settings, notes, evaluation },
    base: { file: basename(base.path), bytes: base.bytes, tag: base.tag },
    memories: set.sources.length,
    examples: {
      questions: set.examples.filter(({ kind }) => kind === 'question').length,
      statements: set.examples.filter(({ kind }) => kind === 'statement').length,
      byModel: set.examples.filter(({ origin }) => origin === 'model').length,
    },
    training: { steps, seconds, resumed, loss },
    file: { bytes: converted.bytes, sha256: converted.sha256 },
  };
}
