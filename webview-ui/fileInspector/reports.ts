/**
 * What a report of a memory file looks like in the view: plain JSON from the engine's inspectors, which the
 * view may not import. A test holds these shapes against the engine's own.
 */
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

/** What a safe look into a `parametric_memory.adapter` finds. Everything here is plain JSON. */
export interface AdapterReport {
  /**
   * Recognised by content: nothing at all, MemOS's placeholder, other text, a Git LFS pointer in place of the
   * file, a llama.cpp LoRA adapter, a llama.cpp model, a LoRA adapter as PEFT saves it, other tensors, or
   * something not known.
   */
  readonly form:
    | 'empty'
    | 'placeholder'
    | 'text'
    | 'lfs-pointer'
    | 'gguf-adapter'
    | 'gguf-model'
    | 'peft-safetensors'
    | 'safetensors'
    | 'unknown';
  readonly fileBytes: number;
  /** The first 4 KiB of a text. */
  readonly text?: string;
  /** What a Git LFS pointer points to. */
  readonly lfs?: { readonly oid: string; readonly size: number | null };
  /** The start of an unknown file, in hexadecimal and as characters, and what it looks like. */
  readonly firstBytes?: { readonly hex: string; readonly ascii: string; readonly looksLike: string | null };
  readonly gguf?: GgufFacts;
  readonly safetensors?: SafetensorsFacts;
  readonly lora?: LoraFacts;
  readonly tensors?: readonly AdapterTensor[];
  readonly problems: readonly AdapterProblem[];
}

/** The header of a GGUF file. */
export interface GgufFacts {
  readonly version: number;
  readonly littleEndian: boolean;
  /** `general.type`, `general.architecture` and `general.name`, where given. */
  readonly type: string | null;
  readonly architecture: string | null;
  readonly name: string | null;
  /** Bytes that tensor data is aligned to, and where it starts in the file. */
  readonly alignment: number;
  readonly dataOffset: number;
  readonly metadata: readonly GgufEntry[];
}

/** One metadata value. Long texts are cut with `…`; of arrays the first 16 items are kept. */
export interface GgufEntry {
  readonly key: string;
  /** GGUF's name of the type, for instance `uint32` or `array of string`. */
  readonly type: string;
  /** 64-bit integers beyond 2^53 and values that JSON lacks are given as text. */
  readonly value: GgufValue;
  /** Number of items of an array. */
  readonly length?: number;
}

/** A metadata value as JSON. */
export type GgufValue = string | number | boolean | readonly GgufValue[];

/** The header of a safetensors file. */
export interface SafetensorsFacts {
  /** Bytes of the JSON header, without the 8 bytes of its length. */
  readonly headerBytes: number;
  readonly metadata: { readonly [key: string]: string };
}

/** What the tensors of a LoRA adapter tell. */
export interface LoraFacts {
  /** The rank that all pairs share; null when they differ or there are none. */
  readonly rank: number | null;
  readonly ranks: readonly number[];
  /** GGUF: `adapter.lora.alpha`. PEFT keeps it in `adapter_config.json`, so it is null here. */
  readonly alpha: number | null;
  /** alpha / rank, the factor that the product is added with. */
  readonly scale: number | null;
  /** Names of the adapted modules without their layer, sorted: `attn_q`, `v_proj` … */
  readonly targets: readonly string[];
  /** Number of different layers touched. */
  readonly layers: number;
  readonly baseModel: string | null;
  /** Numbers in all pairs together. */
  readonly parameters: number;
  readonly pairs: readonly LoraPair[];
}

/** The two matrices of one adapted module; shapes in the order of their file format. */
export interface LoraPair {
  readonly module: string;
  readonly target: string;
  readonly layer: number | null;
  readonly rank: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** A tensor as its header describes it. */
export interface AdapterTensor {
  readonly name: string;
  readonly dtype: string;
  /** In the file's own order: GGUF puts the fastest dimension first, safetensors last. */
  readonly shape: readonly number[];
  /** Where its data starts, in bytes from the start of the file. */
  readonly offset: number;
  /** Null for an element type of unknown size. */
  readonly bytes: number | null;
}

/** Something a person should know that does not stop the reading. */
export interface AdapterProblem {
  /** Stable name, for instance `not-an-adapter`. */
  readonly code: string;
  readonly message: string;
  /** Byte offset in the file. */
  readonly offset?: number;
}
