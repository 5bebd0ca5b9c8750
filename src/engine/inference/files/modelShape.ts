import type { GgufFacts, GgufValue } from '../../model/adapterReport';
import type { LlamaRole } from '../../model/llamaWorker';

/** What the header of a model tells of its use and of its size in memory. */
export interface ModelShape {
  /** `general.name`, '' where it has none. */
  readonly name: string;
  readonly role: LlamaRole;
  /** Tokens that it was made for. */
  readonly contextSize: number | undefined;
  /** Layers, numbers in a vector. */
  readonly layers: number | undefined;
  readonly dimensions: number | undefined;
  /** For instance `Q4_K_M`. */
  readonly quantisation: string | undefined;
  /** Bytes of the keys and values of one token at 16 bits. */
  readonly tokenBytes: number | undefined;
}

/** Reads it. What a header does not tell, or tells as something else than a number, stays undefined. */
export function modelShape({ architecture, name, metadata }: GgufFacts): ModelShape {
  const values = new Map(metadata.map(({ key, value }) => [key, value]));
  const own = (key: string): number | undefined => natural(values.get(`${architecture ?? ''}.${key}`));
  const [layers, dimensions, heads] = [
    own('block_count'),
    own('embedding_length'),
    own('attention.head_count'),
  ];
  const keyHeads = own('attention.head_count_kv') ?? heads;
  const width = dimensions !== undefined && heads ? dimensions / heads : undefined;
  const keyLength = own('attention.key_length') ?? width;
  const valueLength = own('attention.value_length') ?? width;
  const pooled = (own('pooling_type') ?? 0) > 0;
  const type = natural(values.get('general.file_type'));
  return {
    name: name ?? '',
    role: pooled || /bert/i.test(architecture ?? '') ? 'embed' : 'chat',
    contextSize: own('context_length'),
    layers,
    dimensions,
    quantisation: type === undefined ? undefined : FILE_TYPES[type],
    tokenBytes:
      layers === undefined || keyHeads === undefined || keyLength === undefined || valueLength === undefined
        ? undefined
        : layers * keyHeads * (keyLength + valueLength) * 2,
  };
}

/** A count; of an array, one item a layer, the largest. */
function natural(value: GgufValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  const numbers = value.filter((each) => typeof each === 'number' && Number.isSafeInteger(each) && each >= 0);
  return numbers.length > 0 ? Math.max(...(numbers as number[])) : undefined;
}

/** `llama_ftype` of llama.cpp's llama.h. */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  19: 'IQ2_XXS',
  20: 'IQ2_XS',
  21: 'Q2_K_S',
  22: 'IQ3_XS',
  23: 'IQ3_XXS',
  24: 'IQ1_S',
  25: 'IQ4_NL',
  26: 'IQ3_S',
  27: 'IQ3_M',
  28: 'IQ2_S',
  29: 'IQ2_M',
  30: 'IQ4_XS',
  31: 'IQ1_M',
  32: 'BF16',
  36: 'TQ1_0',
  37: 'TQ2_0',
  38: 'MXFP4',
};
