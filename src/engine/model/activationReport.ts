/** What a safe look into an activation memory file finds. Everything here is plain JSON. */
export interface ActivationReport {
  /** How the items are held: what MemOS writes today, two older forms it also reads, or none of them. */
  readonly container: 'keyed-dict' | 'keyed-list' | 'list' | 'unknown';
  /** Pickle protocol, 2 to 5. */
  readonly protocol: number;
  /** Size of the file in bytes. */
  readonly fileBytes: number;
  /** Sum of `bytes` over all items: keys and values, as the tensors describe them. */
  readonly totalBytes: number;
  readonly items: readonly ActivationItem[];
  /** Every class and function the file names, as `module.name`, in order of first use. None was run. */
  readonly globals: readonly string[];
  readonly problems: readonly ActivationProblem[];
}

/** One activation memory of a file. */
export interface ActivationItem {
  readonly id: string;
  /** `old`: fields `kv_cache_id`/`kv_cache`, which today's MemOS cannot use; `current`: `id`/`memory`. */
  readonly layout: 'old' | 'current';
  /** A KV cache with tensors, a prompt that vLLM prefills again, or an item of MemOS's base class. */
  readonly kind: 'kv' | 'vllm' | 'activation' | 'unknown';
  /** The class that the file names, for instance `memos.memories.activation.item.KVCacheItem`. */
  readonly className: string;
  /** The text that the cache was made from (`metadata.source_text`). */
  readonly sourceText: string | null;
  /** ISO date and time (`metadata.extracted_at`), as written. */
  readonly extractedAt: string | null;
  /** The prompt of a vLLM item. */
  readonly prompt: string | null;
  readonly records: ActivationRecords | null;
  readonly metadata: { readonly [key: string]: Json };
  /** Number of layers; 0 without tensors. */
  readonly layers: number;
  /** KV heads, tokens and head size of the first layer's keys: shape (batch, heads, tokens, headDim). */
  readonly heads: number | null;
  readonly tokens: number | null;
  readonly headDim: number | null;
  /** torch's name of the element type, for instance `bfloat16`; `mixed` when tensors differ. */
  readonly dtype: string | null;
  /** Where the tensors lived, for instance `cpu` or `cuda:0`. */
  readonly device: string | null;
  /** Steps of the first layer's keys, in elements, and whether they are row-major without gaps. */
  readonly strides: readonly number[] | null;
  readonly contiguous: boolean | null;
  /** Bytes of all keys and values together. */
  readonly bytes: number;
  /** Value statistics, one entry a layer; only when asked for. */
  readonly perLayer?: readonly LayerStatistics[];
}

/** `KVCacheRecords`: the text memories behind a cache. */
export interface ActivationRecords {
  readonly textMemories: readonly string[];
  readonly composedTextMemory: string;
  /** ISO date and time with offset. */
  readonly timestamp: string | null;
}

/** Statistics of one layer; null where the tensor is missing or its element type cannot be decoded. */
export interface LayerStatistics {
  /** Counted from 0. */
  readonly layer: number;
  readonly key: TensorStatistics | null;
  readonly value: TensorStatistics | null;
}

/**
 * Over the finite elements of a tensor; `std` is the population's. The five are null when no element is
 * finite. `nan` and `infinite` count the others.
 */
export interface TensorStatistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly absMax: number | null;
  readonly nan: number;
  readonly infinite: number;
}

/** Something a person should know that does not stop the reading. */
export interface ActivationProblem {
  /** Stable name, for instance `old-layout`. */
  readonly code: string;
  readonly message: string;
  /** Id of the item concerned. */
  readonly item?: string;
  /** Byte offset in the file. */
  readonly offset?: number;
}

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
