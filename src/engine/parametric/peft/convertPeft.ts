/**
 * From a LoRA adapter as PEFT saves it (`adapter_model.safetensors` beside `adapter_config.json`) to the GGUF file
 * that llama.cpp loads. Matrices are read and written in pieces. What llama.cpp could not do in the same way is
 * refused. After llama.cpp's `convert_lora_to_gguf.py`, which needs torch and the base model's own files.
 */
import { open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StudioError } from '../../base/errors';
import { inspectAdapterFile } from '../../cube/adapter/inspectAdapter';
import { openAdapterFile, type AdapterSource } from '../../cube/adapter/source';
import { readValues, tensorPieces } from '../../cube/adapter/tensorValues';
import { onReading } from '../../cube/files/fileError';
import { writeAtomically } from '../../cube/files/writeAtomically';
import type { AdapterTensor } from '../../model/adapterReport';
import { readBaseModel, type BaseModel } from '../files/baseModel';
import { ggufPieces, type GgufField, type GgufTensor } from '../gguf/ggufWriter';
import { readPeftConfig, type PeftConfig } from './peftConfig';
import { peftPairs, type PeftPair } from './peftPairs';

export interface ConvertRequest {
  /** The folder that PEFT wrote, or the `.safetensors` file in it. */
  readonly source: string;
  /** GGUF file of the base model; only its header is read. */
  readonly base: string;
  /** The file to write; an older one is replaced. */
  readonly out: string;
  /** Element type of the matrices, F32 where left out. */
  readonly type?: GgufTensor['type'] | undefined;
  /** `general.name` of the adapter. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ConvertedAdapter {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly architecture: string;
  readonly baseModel: string;
  readonly ranks: readonly number[];
  readonly alpha: number;
  readonly pairs: number;
  /** Pairs whose rows of B were put into llama.cpp's order. */
  readonly reordered: number;
}

const LARGEST_CONFIG = 1 << 20;
const LARGEST_HALF = 65_504;

/**
 * Converts an adapter.
 * @throws StudioError `not-found`, `io`, `bad-adapter`, `bad-model`, `unsupported`, `no-space`, `read-only`; what
 * stood in the place of the new file is whole then
 */
export async function convertPeft(request: ConvertRequest): Promise<ConvertedAdapter> {
  const { weights, settings } = await filesOf(request.source);
  const config = readPeftConfig(await smallText(settings), settings);
  const base = readBaseModel(request.base);
  const source = openAdapterFile(weights);
  try {
    const pairs = pairsIn(source, weights, config, base, request.signal);
    const alpha = sharedAlpha(pairs);
    const type = request.type ?? 'F32';
    const written = await writeAtomically(
      request.out,
      ggufPieces(
        fieldsOf(alpha, base, config, request.name),
        tensorsOf(pairs, { source, file: weights, alpha, type }),
      ),
      { signal: request.signal },
    );
    return {
      file: request.out,
      bytes: written.size,
      sha256: written.sha256,
      architecture: base.architecture,
      baseModel: base.name,
      ranks: [...new Set(pairs.map(({ rank }) => rank))].sort((a, b) => a - b),
      alpha,
      pairs: pairs.length,
      reordered: pairs.filter(({ heads }) => heads !== null).length,
    };
  } finally {
    source.close();
  }
}

async function filesOf(path: string): Promise<{ weights: string; settings: string }> {
  const folder = (await onReading(path, () => stat(path))).isDirectory() ? path : dirname(path);
  const weights = folder === path ? join(path, 'adapter_model.safetensors') : path;
  if (!(await stat(weights).catch(() => undefined))?.isFile()) {
    const pickled = await stat(join(folder, 'adapter_model.bin')).catch(() => undefined);
    throw new StudioError('not-found', 'There is no adapter_model.safetensors.', {
      place: { file: weights },
      remedy: pickled
        ? 'adapter_model.bin is a pickle, which may run commands; save it with safe_serialization=True.'
        : 'Name the folder that PEFT’s save_pretrained wrote.',
    });
  }
  return { weights, settings: join(folder, 'adapter_config.json') };
}

async function smallText(path: string): Promise<string> {
  return onReading(path, async () => {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > LARGEST_CONFIG) {
        throw new StudioError('bad-adapter', `Settings of ${size} bytes; 1 MiB are accepted.`, {
          place: { file: path },
          remedy: 'Name the folder that PEFT’s save_pretrained wrote.',
        });
      }
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  });
}

function pairsIn(
  source: AdapterSource,
  file: string,
  config: PeftConfig,
  base: BaseModel,
  signal: AbortSignal | undefined,
): PeftPair[] {
  const { form, tensors = [] } = inspectAdapterFile(source, { file, signal });
  const foreign = form !== 'peft-safetensors' && form !== 'safetensors';
  const pairs = foreign ? [] : peftPairs(tensors, config, base, file);
  if (pairs.length > 0) return pairs;
  throw new StudioError('bad-adapter', 'This file holds no LoRA matrices as PEFT saves them.', {
    place: { file },
    remedy: 'Name the folder that PEFT’s save_pretrained wrote.',
  });
}

/** The one alpha of the file: that of most pairs. `tensorsOf` evens out the rest. */
function sharedAlpha(pairs: readonly PeftPair[]): number {
  const counts = new Map<number, number>();
  for (const { alpha } of pairs) counts.set(alpha, (counts.get(alpha) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 1;
}

function fieldsOf(alpha: number, base: BaseModel, config: PeftConfig, name: string | undefined): GgufField[] {
  return [
    { key: 'general.architecture', type: 'string', value: base.architecture },
    { key: 'general.type', type: 'string', value: 'adapter' },
    { key: 'adapter.type', type: 'string', value: 'lora' },
    { key: 'adapter.lora.alpha', type: 'float32', value: alpha },
    ...(name === undefined ? [] : [{ key: 'general.name', type: 'string', value: name } as const]),
    { key: 'general.base_model.count', type: 'uint32', value: 1 },
    { key: 'general.base_model.0.name', type: 'string', value: nameOf(config) ?? base.name },
  ];
}

/** The base's name in a hub; a path on somebody's machine is nobody else's business. */
function nameOf({ baseModel }: PeftConfig): string | null {
  return baseModel !== null && /^[\w.-]+(?:\/[\w.-]+)?$/.test(baseModel) ? baseModel : null;
}

interface Writing {
  readonly source: AdapterSource;
  readonly file: string;
  readonly alpha: number;
  readonly type: GgufTensor['type'];
}

function tensorsOf(pairs: readonly PeftPair[], writing: Writing): GgufTensor[] {
  const { source, file, type } = writing;
  return pairs.flatMap(({ tensor, a, b, rank, heads, alpha }): GgufTensor[] => {
    const factor = alpha / writing.alpha;
    return [
      {
        name: `${tensor}.lora_a`,
        type,
        shape: [a.shape[1]!, rank],
        values: () => checked(tensorPieces(source, a, file), a, writing),
      },
      {
        name: `${tensor}.lora_b`,
        type,
        shape: [rank, b.shape[0]!],
        values: () =>
          checked(
            scaled(
              heads === null ? tensorPieces(source, b, file) : reordered(source, b, heads, file),
              factor,
            ),
            b,
            writing,
          ),
      },
    ];
  });
}

/**
 * Rows of a matrix in llama.cpp's order. Rotary embeddings turn pairs of values of a head: Hugging Face's pairs are
 * half a head apart, llama.cpp's are neighbours, so row t·d/2 + j of a head of d rows becomes row 2j + t.
 */
function* reordered(
  source: AdapterSource,
  b: AdapterTensor,
  heads: number,
  file: string,
): Generator<Float32Array> {
  const [rows = 0, rank = 0] = b.shape;
  const size = rows / heads;
  for (let head = 0; head < heads; head += 1) {
    const from = readValues(source, b, head * size * rank, size * rank, file);
    const to = new Float32Array(from.length);
    for (let row = 0; row < size; row += 1) {
      const old = (row % 2) * (size / 2) + (row >> 1);
      to.set(from.subarray(old * rank, (old + 1) * rank), row * rank);
    }
    yield to;
  }
}

function* scaled(pieces: Iterable<Float32Array>, factor: number): Generator<Float32Array> {
  for (const piece of pieces) yield factor === 1 ? piece : piece.map((value) => value * factor);
}

/** Passes values on that the new file can hold; a single one that is no number would spoil every answer. */
function* checked(
  pieces: Iterable<Float32Array>,
  { name, offset }: AdapterTensor,
  { file, type }: Writing,
): Generator<Float32Array> {
  const largest = type === 'F16' ? LARGEST_HALF : Number.MAX_VALUE;
  for (const piece of pieces) {
    const wrong = piece.find((value) => !(Math.abs(value) <= largest));
    if (wrong !== undefined) {
      throw new StudioError('bad-adapter', `Tensor ${name} holds the value ${wrong}.`, {
        place: { file, offset },
        remedy: Number.isFinite(wrong)
          ? 'Convert with elements of type F32.'
          : 'Its training failed; train it again.',
      });
    }
    yield piece;
  }
}
