import { createHash, randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { EngineContext } from '../../base/context';
import { StudioError } from '../../base/errors';
import { inspectAdapterFile } from '../../cube/adapter/inspectAdapter';
import { openAdapterFile } from '../../cube/adapter/source';
import { tensorPieces } from '../../cube/adapter/tensorValues';
import { onReading } from '../../cube/files/fileError';
import { readModelFile } from '../../inference/files/modelFile';
import type { AdapterReport } from '../../model/adapterReport';
import type { DerivedSource } from '../../model/derived';
import type { AdapterItem, AdapterOrigin, AdapterResult } from '../../model/loraItem';
import { readBaseModel, type BaseModel } from '../files/baseModel';
import { requireFit } from '../files/mismatches';
import { convertPeft } from '../peft/convertPeft';
import { REPORT_FILE, TRAINING_FILE, type AdapterStore } from './adapterStore';

/** What an adapter was made of, for one that was trained here. */
export interface MadeOf {
  /** The training set as JSON, `TrainingSet` of `model/distil.ts`. */
  readonly trainingSet: string;
  readonly examples: number;
  readonly heldOut: number;
  readonly sources: readonly DerivedSource[];
  /** The report of its evaluation as JSON, and what it says in short. */
  readonly report: string | undefined;
  readonly result: AdapterResult | null;
}

export interface NewAdapter {
  /** A GGUF adapter, or what PEFT saved: its folder or the `.safetensors` file in it. */
  readonly source: string;
  /** GGUF file of the base model. */
  readonly base: string;
  readonly title?: string | undefined;
  readonly madeOf?: MadeOf | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes a copy of an adapter into a store, once it was read whole and fits its base model. It is proposed then.
 * @throws StudioError `bad-adapter`, `bad-model`, `unsupported`, `not-found`, `no-space`, `read-only`, `io`
 */
export async function importAdapter(
  store: AdapterStore,
  context: Pick<EngineContext, 'now' | 'newId'>,
  adapter: NewAdapter,
): Promise<AdapterItem> {
  if (!(await isPeft(adapter.source))) return importGguf(store, context, adapter, adapter.source);
  const converted = join(tmpdir(), `memcube-${randomBytes(6).toString('hex')}.gguf`);
  try {
    const { source, base, title, signal } = adapter;
    await convertPeft({ source, base, out: converted, name: title, signal });
    return await importGguf(store, context, adapter, converted);
  } finally {
    await rm(converted, { force: true });
  }
}

async function isPeft(source: string): Promise<boolean> {
  const isFolder = (await onReading(source, () => stat(source))).isDirectory();
  return isFolder || extname(source).toLowerCase() === '.safetensors';
}

async function importGguf(
  store: AdapterStore,
  context: Pick<EngineContext, 'now' | 'newId'>,
  { source, base, title, madeOf, signal }: NewAdapter,
  file: string,
): Promise<AdapterItem> {
  const model = readBaseModel(base);
  const { tag } = await readModelFile(base);
  const describe = async (copy: { path: string; bytes: number; sha256: string }): Promise<AdapterItem> => {
    const report = await readWhole(copy.path, source, model, signal);
    return {
      id: context.newId(),
      title: title ?? report.gguf?.name ?? titleOf(source),
      createdAt: context.now().toISOString(),
      origin: madeOf === undefined ? 'imported' : ('made-here' satisfies AdapterOrigin),
      base: { name: model.name, tag, architecture: model.architecture },
      ...factsOf(report),
      bytes: copy.bytes,
      sha256: copy.sha256,
      training: madeOf === undefined ? null : trainingOf(madeOf),
      result: madeOf?.result ?? null,
      approval: 'proposed',
    };
  };
  return store.add(file, describe, filesOf(madeOf));
}

/** Reads every value of an adapter that fits its base; a single one that is no number would spoil every answer. */
async function readWhole(
  path: string,
  shown: string,
  base: BaseModel,
  signal: AbortSignal | undefined,
): Promise<AdapterReport> {
  const source = openAdapterFile(path);
  try {
    const report = inspectAdapterFile(source, { file: shown, signal });
    requireFit(report, base, shown);
    for (const tensor of report.tensors ?? []) {
      if (!/\.lora_[ab]$/.test(tensor.name)) continue;
      await setImmediate(undefined, signal ? { signal } : {});
      for (const piece of tensorPieces(source, tensor, shown)) {
        const wrong = piece.find((value) => !Number.isFinite(value));
        if (wrong === undefined) continue;
        throw new StudioError('bad-adapter', `Tensor ${tensor.name} holds the value ${wrong}.`, {
          place: { file: shown, offset: tensor.offset },
          remedy: 'Its training failed; train it again.',
        });
      }
    }
    return report;
  } finally {
    source.close();
  }
}

function factsOf({
  lora,
}: AdapterReport): Pick<AdapterItem, 'ranks' | 'alpha' | 'targets' | 'layers' | 'parameters'> {
  return {
    ranks: lora?.ranks ?? [],
    alpha: lora?.alpha ?? 0,
    targets: lora?.targets ?? [],
    layers: lora?.layers ?? 0,
    parameters: lora?.parameters ?? 0,
  };
}

function trainingOf({
  trainingSet,
  examples,
  heldOut,
  sources,
}: MadeOf): NonNullable<AdapterItem['training']> {
  const digest = createHash('sha256').update(trainingSet).digest('hex');
  return { digest, examples, heldOut, sources: [...sources] };
}

function filesOf(madeOf: MadeOf | undefined): Map<string, string> {
  const files = new Map<string, string>();
  if (madeOf !== undefined) files.set(TRAINING_FILE, madeOf.trainingSet);
  if (madeOf?.report !== undefined) files.set(REPORT_FILE, madeOf.report);
  return files;
}

/** The file's name, or for the file that every PEFT folder has, the folder's. */
function titleOf(source: string): string {
  const name = basename(source, extname(source));
  return name === 'adapter_model' || name === 'adapter' ? basename(dirname(source)) : name;
}
