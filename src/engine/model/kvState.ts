/** What llama.cpp's file of one sequence's keys and values holds, as an inspector shows it. Plain JSON. */
import type { TensorStatistics } from './activationReport';

export interface KvStateReport {
  /** Version of the format, 2 or 3. */
  readonly version: number;
  readonly fileBytes: number;
  /** How many tokens the state is of. */
  readonly tokens: number;
  /** One cache for models that see everything; two for those that also have layers with a sliding window. */
  readonly caches: readonly KvCacheReport[];
}

export interface KvCacheReport {
  /** Slots of the context that wrote it; llama.cpp takes it back only where there are as many. */
  readonly streams: number;
  /** Tokens that it still knows: all of them, or the last ones of a sliding window. */
  readonly cells: number;
  /** Position of the first and of the last of them; -1 where there are none. */
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** Whether values lie number by number and not token by token. */
  readonly transposed: boolean;
  readonly layers: readonly KvLayerReport[];
}

export interface KvLayerReport {
  /** Counted from 0 within the cache; the file does not tell which layers of the model they are. */
  readonly layer: number;
  /** ggml's name of the element type, for instance `F16`. */
  readonly keyType: string;
  /** Numbers a token. */
  readonly keyWidth: number;
  /** null for models that keep no values of their own. */
  readonly valueType: string | null;
  readonly valueWidth: number;
  /** Keys and values together. */
  readonly bytes: number;
}

/** What the numbers of a state look like, by layers and by portions of the tokens. */
export interface KvStateMap {
  /** First token of each portion; they are of equal length but for the last. */
  readonly buckets: readonly number[];
  readonly layers: readonly KvLayerMap[];
}

export interface KvLayerMap {
  /** Place of the cache in the report, and of the layer in the cache. */
  readonly cache: number;
  readonly layer: number;
  /** null where the element type is none that is decoded here. */
  readonly key: TensorStatistics | null;
  readonly value: TensorStatistics | null;
  /** Mean Euclidean length of a token's key and value, a portion each; null where a portion has none. */
  readonly keyNorms: readonly (number | null)[];
  readonly valueNorms: readonly (number | null)[];
}
