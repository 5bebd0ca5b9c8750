import { resolve } from 'node:path';
import { isAbort, StudioError } from '../../engine/base/errors';
import { writeAtomically } from '../../engine/cube/files/writeAtomically';
import type { TrainingSettings } from '../../engine/model/distil';
import {
  finishRun,
  prepareRun,
  type Distilled,
  type Distillery,
} from '../../engine/parametric/distil/distilAdapter';
import { reportMarkdown } from '../../engine/parametric/distil/evaluation/reportMarkdown';
import { RunStore, type DistilRun } from '../../engine/parametric/distil/runStore';
import { TRAINING_DEFAULTS } from '../../engine/parametric/distil/training/trainAdapter';
import type { CliContext } from '../context';
import { EXIT } from '../exitCodes';
import { openModels } from '../ingest/models';
import { chosenMemories } from '../lora/chosenMemories';
import { distilProgressTo } from '../lora/distilProgress';
import { evaluationLines } from '../lora/evaluationLines';
import { withAdapters, type OpenAdapters } from '../lora/openAdapters';
import { trainingPython, trainingScripts } from '../lora/trainingPython';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/** Options of `openmem lora train`. */
export interface LoraTrainOptions {
  readonly model?: string | undefined;
  readonly memory: readonly string[];
  readonly branch: readonly string[];
  readonly proposed?: boolean | undefined;
  readonly writer?: string | undefined;
  readonly title?: string | undefined;
  readonly python?: string | undefined;
  readonly threads?: number | undefined;
  readonly epochs?: number | undefined;
  readonly rank?: number | undefined;
  readonly rate?: number | undefined;
  readonly seed?: number | undefined;
  readonly resume?: string | undefined;
  readonly report?: string | undefined;
  readonly list?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** `openmem lora train <cube>`: an adapter out of memories, evaluated and proposed. */
export async function loraTrain(
  context: CliContext,
  path: string,
  options: LoraTrainOptions,
): Promise<Result> {
  return withAdapters(context, path, options.list ? 'look' : 'change', async (open) => {
    const runs = RunStore.of(open.session.cube.folder);
    if (options.list) return listed(await runs.list());
    const { model: base } = options;
    if (base === undefined) {
      throw new StudioError('bad-argument', 'Which model is to be trained on?', {
        remedy: 'Add --model with the path of its GGUF file.',
      });
    }
    const chosen =
      options.resume === undefined ? chosenMemories(open.session, options, context.now()) : undefined;
    const onProgress = options.quiet ? undefined : distilProgressTo(process.stderr);
    const environment = await trainingPython(context, {
      ...{ yes: options.yes === true, python: options.python, onProgress },
    });
    const served = await openModels(context, { model: base });
    const writer = await openModels(context, { model: options.writer });
    try {
      const distillery: Distillery = {
        ...{ context, adapters: open.store, runs, runtime: served.model, environment },
        ...{ scripts: trainingScripts(), writer: writer.model, threads: options.threads },
        ...{ onProgress, signal: context.signal },
      };
      const id =
        options.resume ??
        (
          await prepareRun(
            distillery,
            chosen?.memories ?? [],
            settingsOf(options, open, chosen?.memories.length),
          )
        ).id;
      return await finished(distillery, id, options.report);
    } finally {
      served.dispose();
      writer.dispose();
    }
  });
}

function settingsOf(
  options: LoraTrainOptions,
  { session }: OpenAdapters,
  memories = 0,
): { title: string; settings: TrainingSettings } {
  const {
    epochs = TRAINING_DEFAULTS.epochs,
    rank = TRAINING_DEFAULTS.rank,
    rate = TRAINING_DEFAULTS.rate,
    seed = TRAINING_DEFAULTS.seed,
  } = options;
  return {
    title: options.title ?? `${session.cube.name}: ${counted(memories, 'memory', 'memories')}`,
    settings: { ...TRAINING_DEFAULTS, epochs, rank, rate, seed, alpha: 2 * rank },
  };
}

async function finished(distillery: Distillery, id: string, markdown: string | undefined): Promise<Result> {
  try {
    const distilled = await finishRun(distillery, id);
    if (markdown !== undefined) await writeAtomically(resolve(markdown), [reportMarkdown(distilled.report)]);
    return reported(distilled);
  } catch (error) {
    if (!isAbort(error)) throw resumable(error, id);
    return {
      json: { resume: id, interrupted: true },
      lines: () => [],
      quiet: [id],
      notes: [`interrupted; what is trained is kept. Go on with --resume ${id}`],
      exit: EXIT.interrupted,
    };
  }
}

/** The error with how to go on. */
function resumable(error: unknown, id: string): unknown {
  if (!(error instanceof StudioError)) return error;
  const remedy = `${error.remedy ?? ''} Go on with --resume ${id}.`.trim();
  return new StudioError(error.code, error.message, { ...error.details, remedy, cause: error });
}

function reported({ item, report }: Distilled): Result {
  return {
    json: { adapter: item, report },
    quiet: [item.id],
    *lines(style) {
      yield `${style.bold(plainLine(item.title))}  ${item.id}, proposed`;
      yield* evaluationLines(report.evaluation, style);
      for (const note of report.notes) yield style.dim(plainLine(note));
      yield '';
      yield style.dim('Approve it with `openmem lora approve`, then attach it with `openmem lora attach`.');
    },
  };
}

function listed(runs: readonly DistilRun[]): Result {
  return {
    json: { runs },
    quiet: runs.map(({ id }) => id),
    lines: (style) =>
      runs.length === 0
        ? ['No training is unfinished.']
        : runs.map(({ id, title, state, error }) =>
            plainLine(`${id}  ${style.bold(title)}  ${state}${error === null ? '' : `: ${error}`}`),
          ),
  };
}
