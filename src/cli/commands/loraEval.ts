import { resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { evaluateAdapter } from '../../engine/parametric/distil/evaluation/evaluateAdapter';
import { parseTrainingSet } from '../../engine/parametric/distil/trainingFile';
import { inspectAdapterFile } from '../../engine/cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../engine/cube/adapter/source';
import { readBaseModel } from '../../engine/parametric/files/baseModel';
import { requireFit } from '../../engine/parametric/files/mismatches';
import { TRAINING_FILE } from '../../engine/parametric/kept/adapterStore';
import type { CliContext } from '../context';
import { openModels } from '../ingest/models';
import { distilProgressTo } from '../lora/distilProgress';
import { evaluationLines } from '../lora/evaluationLines';
import { findAdapter, withAdapters } from '../lora/openAdapters';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/** Options of `openmem lora eval`. */
export interface LoraEvalOptions {
  readonly model: string;
  readonly quiet?: boolean | undefined;
}

/** `openmem lora eval <cube> <id>`: the held-out questions asked again, with the adapter and without it. */
export async function loraEval(
  context: CliContext,
  path: string,
  given: string,
  { model: base, quiet }: LoraEvalOptions,
): Promise<Result> {
  return withAdapters(context, path, 'look', async (open) => {
    const id = await findAdapter(open, given);
    const { item, sealed } = await open.store.get(id);
    const file = open.store.fileOf(id);
    if (!sealed) {
      throw new StudioError('untrusted', `The adapter "${item.title}" was not made on this machine.`, {
        place: { file },
        remedy: 'Look at it with `openmem lora inspect` and approve it first.',
      });
    }
    await open.store.requireSameFile(item);
    const text = await open.store.fileBeside(id, TRAINING_FILE);
    if (text === undefined) {
      throw new StudioError('not-found', `The adapter "${item.title}" has no held-out questions.`, {
        place: { file },
        remedy: 'Only adapters that were trained from memories have them.',
      });
    }
    const { heldOut } = parseTrainingSet(text, file);
    const modelFile = resolve(context.cwd, base);
    requireFit(
      withAdapterFile(file, (source) => inspectAdapterFile(source, { file })),
      readBaseModel(modelFile),
      file,
    );
    const served = await openModels(context, { model: base });
    try {
      const onProgress = quiet ? undefined : distilProgressTo(process.stderr);
      const { signal } = context;
      const evaluation = await evaluateAdapter(served.model, { adapter: file, heldOut, onProgress, signal });
      return {
        json: { adapter: item, evaluation },
        quiet: [evaluation.accuracy.with.toFixed(4)],
        *lines(style) {
          yield `${style.bold(plainLine(item.title))}  ${item.id}, ${item.approval}`;
          yield* evaluationLines(evaluation, style);
        },
      };
    } finally {
      served.dispose();
    }
  });
}
