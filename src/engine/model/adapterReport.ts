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
