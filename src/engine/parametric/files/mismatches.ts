/**
 * Whether llama.cpp can put an adapter on a model. Its loader is native: some things that do not fit end it with an
 * error, others the whole process, so everything that it relies on is looked at here first. Source: llama.cpp's
 * `src/llama-adapter.cpp` and `ggml/src/gguf.cpp`.
 */
import { StudioError } from '../../base/errors';
import { READABLE_TYPES } from '../../cube/adapter/ggmlValues';
import type { AdapterReport, AdapterTensor, GgufFacts } from '../../model/adapterReport';
import type { BaseMismatch } from '../../model/loraItem';
import type { BaseModel } from './baseModel';

/** The types that the loader takes for granted. */
const TYPES: readonly (readonly [key: string, type: string, needed: boolean])[] = [
  ['general.type', 'string', true],
  ['general.architecture', 'string', true],
  ['adapter.type', 'string', true],
  ['adapter.lora.alpha', 'float32', false],
  ['general.alignment', 'uint32', false],
];

/** Bytes of a tensor's name that ggml keeps, without the closing zero. */
const LONGEST_NAME = 63;

/** What is wrong with an adapter whatever the model. */
export function adapterFaults(report: AdapterReport): BaseMismatch[] {
  const { gguf, tensors = [], form } = report;
  if (form !== 'gguf-adapter' || gguf === undefined) return [whole('This file is no GGUF adapter.')];
  const faults = headerFaults(gguf);
  const names = new Set<string>();
  for (const tensor of tensors) {
    const fault = names.has(tensor.name) ? 'occurs twice' : tensorFault(tensor);
    names.add(tensor.name);
    if (fault !== undefined) faults.push({ tensor: tensor.name, message: `Tensor ${tensor.name} ${fault}.` });
  }
  for (const { code, message } of report.problems) if (code === 'odd-pair') faults.push(whole(message));
  if ((report.lora?.pairs.length ?? 0) === 0) faults.push(whole('The adapter has no LoRA matrices.'));
  return faults;
}

/** What keeps an adapter from a model: its faults, then what does not fit, with the numbers of both. */
export function baseMismatches(report: AdapterReport, base: BaseModel): BaseMismatch[] {
  const found = adapterFaults(report);
  const { gguf, tensors = [] } = report;
  if (gguf === undefined) return found;
  if (gguf.architecture !== base.architecture) {
    found.push(
      whole(
        `The adapter is for ${gguf.architecture ?? 'no'} models, ${base.name} is a ${base.architecture} model.`,
      ),
    );
  }
  for (const { name, shape } of tensors) {
    const [, target, matrix] = /^(.+)\.lora_([ab])$/.exec(name) ?? [];
    if (target === undefined) continue;
    const theirs = base.tensors.get(target);
    const message =
      theirs === undefined ? missing(target, base) : unlike(target, matrix, shape, theirs, base);
    if (message !== undefined) found.push({ tensor: target, message });
  }
  return found;
}

/**
 * Refuses an adapter that does not fit a model.
 * @throws StudioError `bad-adapter` with the first reason and how many more there are
 */
export function requireFit(report: AdapterReport, base: BaseModel, file: string): void {
  const [first, ...more] = baseMismatches(report, base);
  if (first === undefined) return;
  const rest = more.length === 0 ? '' : ` (${more.length} more)`;
  throw new StudioError('bad-adapter', `${first.message}${rest}`, {
    place: { file },
    remedy: 'Use it with the model that it was trained for.',
  });
}

function whole(message: string): BaseMismatch {
  return { tensor: null, message };
}

function headerFaults(gguf: GgufFacts): BaseMismatch[] {
  const faults: BaseMismatch[] = [];
  if (!gguf.littleEndian) faults.push(whole('The file is big-endian, which llama.cpp does not read here.'));
  const entries = new Map(gguf.metadata.map((entry) => [entry.key, entry]));
  for (const [key, type, needed] of TYPES) {
    const entry = entries.get(key);
    if (entry === undefined && needed) faults.push(whole(`${key} is missing.`));
    if (entry !== undefined && entry.type !== type)
      faults.push(whole(`${key} is of type ${entry.type}, not ${type}.`));
  }
  const { value } = entries.get('adapter.type') ?? {};
  if (typeof value === 'string' && value !== 'lora') {
    faults.push(whole(`The adapter is of type ${value}; llama.cpp loads those of type lora.`));
  }
  if (entries.has('adapter.alora.invocation_tokens')) {
    faults.push(whole('The adapter works only behind certain tokens (aLoRA).'));
  }
  return faults;
}

function tensorFault({ name, dtype, shape }: AdapterTensor): string | undefined {
  if (Buffer.byteLength(name) > LONGEST_NAME) return `has a name of more than ${LONGEST_NAME} bytes`;
  // llama.cpp passes over vectors of normalisation layers.
  if (name.endsWith('_norm.weight')) return undefined;
  if (!/\.lora_[ab]$/.test(name)) return 'is no matrix of a LoRA pair';
  if (!READABLE_TYPES.includes(dtype)) return `has elements of type ${dtype}`;
  if (shape.length !== 2 || shape.includes(0)) return `is no matrix: (${shape.join(', ')})`;
  return undefined;
}

function missing(target: string, base: BaseModel): string {
  const layers = base.layers === null ? '' : `, which has ${base.layers} layers`;
  return `There is no ${target} in ${base.name}${layers}.`;
}

/** Dimensions are (in, rank) and (rank, out), those of the model (in, out). */
function unlike(
  target: string,
  matrix: string | undefined,
  shape: readonly number[],
  theirs: readonly number[],
  base: BaseModel,
): string | undefined {
  const [side, ours, its] =
    matrix === 'a' ? ['inputs', shape[0], theirs[0]] : ['outputs', shape[1], theirs[1]];
  if (theirs.length === 2 && ours === its) return undefined;
  return `The adapter is for ${target} with ${ours} ${side}; in ${base.name} it has ${its}.`;
}
