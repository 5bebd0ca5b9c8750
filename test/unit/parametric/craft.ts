/** GGUF adapters made by this project's writer, for tests that need many. */
import { writeFileSync } from 'node:fs';
import { ggufPieces, type GgufField, type GgufTensor } from '../../../src/engine/parametric/gguf/ggufWriter';

export interface CraftedPair {
  /** For instance `blk.0.attn_q`. */
  readonly module: string;
  /** rank rows of inputs, and outputs rows of rank. */
  readonly a: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
}

export interface Crafted {
  readonly pairs: readonly CraftedPair[];
  readonly alpha?: number;
  readonly type?: GgufTensor['type'];
  /** Entries instead of, or beside, the usual ones. */
  readonly fields?: readonly GgufField[];
}

/** The bytes of an adapter. */
export function craftAdapter({ pairs, alpha = 1, type = 'F32', fields = [] }: Crafted): Buffer {
  const usual: GgufField[] = [
    { key: 'general.architecture', type: 'string', value: 'llama' },
    { key: 'general.type', type: 'string', value: 'adapter' },
    { key: 'adapter.type', type: 'string', value: 'lora' },
    { key: 'adapter.lora.alpha', type: 'float32', value: alpha },
  ];
  const replaced = new Set(fields.map(({ key }) => key));
  const tensors = pairs.flatMap(({ module, a, b }): GgufTensor[] => [
    {
      name: `${module}.weight.lora_a`,
      type,
      shape: [a[0]!.length, a.length],
      values: () => [Float32Array.from(a.flat())],
    },
    {
      name: `${module}.weight.lora_b`,
      type,
      shape: [b[0]!.length, b.length],
      values: () => [Float32Array.from(b.flat())],
    },
  ]);
  return Buffer.concat([
    ...ggufPieces([...usual.filter(({ key }) => !replaced.has(key)), ...fields], tensors),
  ]);
}

/** Writes an adapter and gives its path. */
export function writeAdapter(path: string, crafted: Crafted): string {
  writeFileSync(path, craftAdapter(crafted));
  return path;
}

/** A matrix of small numbers that follow from a seed. */
export function matrix(rows: number, columns: number, seed: number): number[][] {
  let state = seed * 7919 + 13;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  return Array.from({ length: rows }, () => Array.from({ length: columns }, next));
}
