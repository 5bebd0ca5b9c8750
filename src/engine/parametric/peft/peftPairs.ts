import { StudioError } from '../../base/errors';
import type { AdapterTensor } from '../../model/adapterReport';
import type { BaseModel } from '../files/baseModel';
import { CONVERTED_ARCHITECTURES, moduleName, type ModuleName } from './moduleNames';
import { patternValue, type PeftConfig } from './peftConfig';

/** A pair of matrices on its way from PEFT to GGUF. */
export interface PeftPair extends Omit<ModuleName, 'permutedBy'> {
  readonly module: string;
  /** (rank, in) and (out, rank). */
  readonly a: AdapterTensor;
  readonly b: AdapterTensor;
  readonly rank: number;
  /** Rows of B are reordered in this many heads; null where they stay as they are. */
  readonly heads: number | null;
  /** The alpha with which llama.cpp, which adds alpha / rank times the product, does the same as PEFT. */
  readonly alpha: number;
}

const TENSOR = /^(?:base_model\.model\.)?(.+)\.lora_([AB])(?:\.[^.]+)?\.weight$/;

/**
 * Puts the tensors of a PEFT adapter in pairs and finds the place of each in the base model, in the file's order.
 * @throws StudioError `bad-adapter` for what does not fit together or the base, `unsupported` for what has no place
 */
export function peftPairs(
  tensors: readonly AdapterTensor[],
  config: PeftConfig,
  base: BaseModel,
  file: string,
): PeftPair[] {
  if (!CONVERTED_ARCHITECTURES.includes(base.architecture)) {
    throw new StudioError('unsupported', `Adapters for ${base.architecture} models are not converted.`, {
      place: { file: base.file },
      remedy: `They are for ${CONVERTED_ARCHITECTURES.join(', ')}; use llama.cpp's convert_lora_to_gguf.py.`,
    });
  }
  return [...halves(tensors, file)].map(([module, { a, b }]) => {
    if (a === undefined || b === undefined) {
      const there = a ?? b;
      throw bad(`${module} has only one of its two matrices.`, file, there);
    }
    return pairOf(module, a, b, { config, base, file });
  });
}

interface Halves {
  a?: AdapterTensor;
  b?: AdapterTensor;
}

function halves(tensors: readonly AdapterTensor[], file: string): Map<string, Halves> {
  const found = new Map<string, Halves>();
  for (const tensor of tensors) {
    const [, module, matrix] = TENSOR.exec(tensor.name) ?? [];
    if (module === undefined || matrix === undefined) throw strange(tensor, file);
    const half = found.get(module) ?? {};
    const side = matrix === 'A' ? 'a' : 'b';
    if (half[side] !== undefined) throw bad(`${module} has two matrices ${matrix}.`, file, tensor);
    half[side] = tensor;
    found.set(module, half);
  }
  return found;
}

function strange({ name, offset }: AdapterTensor, file: string): StudioError {
  return new StudioError('unsupported', `Tensor ${name} is no matrix of a plain LoRA pair.`, {
    place: { file, offset },
    remedy: 'Merge it into its base model with PEFT and convert that, or train a plain LoRA adapter.',
  });
}

function pairOf(
  module: string,
  a: AdapterTensor,
  b: AdapterTensor,
  { config, base, file }: { config: PeftConfig; base: BaseModel; file: string },
): PeftPair {
  const [rank = 0, input = 0] = a.shape;
  const [output = 0, rankOfB = 0] = b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || rank === 0 || rank !== rankOfB) {
    throw bad(
      `${module}: shapes (${a.shape.join(', ')}) and (${b.shape.join(', ')}) share no rank.`,
      file,
      a,
    );
  }
  const named = moduleName(base.architecture, module);
  if (named === undefined) {
    throw new StudioError(
      'unsupported',
      `The module ${module} has no counterpart in a ${base.architecture} model.`,
      {
        place: { file, offset: a.offset },
        remedy:
          'Only linear layers of attention and of the feed-forward part, and the output, can be adapted.',
      },
    );
  }
  const shape = base.tensors.get(named.tensor);
  if (shape === undefined) {
    throw badBase(
      `${module} is for ${named.tensor}, which ${base.name} has not (${base.layers ?? '?'} layers).`,
      file,
      a,
    );
  }
  if (shape[0] !== input || shape[1] !== output) {
    const theirs = shape.join(' × ');
    throw badBase(
      `${module} is for a matrix of ${input} × ${output}, but ${named.tensor} of ${base.name} is ${theirs}.`,
      file,
      a,
    );
  }
  const expected = patternValue(config.rankPattern, module) ?? config.rank;
  if (expected !== rank) throw bad(`${module} has rank ${rank}, but its settings say ${expected}.`, file, a);
  const alpha = patternValue(config.alphaPattern, module) ?? config.alpha;
  return {
    module,
    tensor: named.tensor,
    a,
    b,
    rank,
    heads: named.permutedBy === null ? null : headsOf(base, named.permutedBy, output, file),
    alpha: config.rankStabilised ? alpha * Math.sqrt(rank) : alpha,
  };
}

function headsOf(base: BaseModel, which: 'heads' | 'keyValueHeads', rows: number, file: string): number {
  const heads = base[which];
  if (heads !== null && rows % (2 * heads) === 0) return heads;
  throw new StudioError('bad-model', `${base.name} does not tell how many heads its ${rows} rows are for.`, {
    place: { file: base.file },
    remedy: `Give the model that ${file} was trained for.`,
  });
}

function bad(message: string, file: string, at: AdapterTensor | undefined): StudioError {
  return new StudioError('bad-adapter', message, {
    place: { file, offset: at?.offset },
    remedy: 'Save the adapter again with save_pretrained.',
  });
}

function badBase(message: string, file: string, at: AdapterTensor): StudioError {
  return new StudioError('bad-adapter', message, {
    place: { file, offset: at.offset },
    remedy: 'Give the base model that the adapter was trained for.',
  });
}
