/** What is asked of the child process that runs llama.cpp. One process serves one model in one role. */
import type { TokenChoice, TokenProbability } from './tokens';

export type LlamaRole = 'embed' | 'chat';

/** Where layers of a model are computed: what the machine has (`auto`), a kind of GPU, or the processor alone. */
export const GPU_CHOICES = ['auto', 'off', 'cuda', 'vulkan', 'metal'] as const;
export type GpuChoice = (typeof GPU_CHOICES)[number];

export interface LlamaLoad {
  /** Absolute path of a GGUF file. */
  readonly path: string;
  readonly role: LlamaRole;
  /** Threads of a computation; 0 for as many as the machine has cores fit for it. */
  readonly threads: number;
  /** Tokens that a text or a slot may have; fewer where the model knows fewer. */
  readonly contextSize: number;
  readonly gpu?: GpuChoice | undefined;
  /** Texts that are held side by side, each with its own keys and values; llama.cpp's server calls them slots. */
  readonly slots?: number | undefined;
  /** Adapters to begin with, where it answers. */
  readonly adapters?: readonly LlamaAdapter[] | undefined;
}

/** What a model turned out to be. */
export interface LlamaFacts {
  readonly architecture: string;
  /** `general.name` of the file, '' where it has none. */
  readonly name: string;
  /** Length of its vectors. */
  readonly dimensions: number;
  /** Tokens of one slot. */
  readonly contextSize: number;
  readonly threads: number;
  readonly slots: number;
  /** What computes: `cpu`, `cuda`, `vulkan`, `metal`. */
  readonly device: string;
  /** Version and build of the runtime, for instance `node-llama-cpp 3.22.1, llama.cpp b7000`. */
  readonly build: string;
  /** Why it is not the device that was asked for. */
  readonly note: string | undefined;
}

/** More of it, for models that answer: what a state must agree in to be of use to another process. */
export interface LlamaStateFacts extends LlamaFacts {
  /** Element types of keys and values, for instance `F16`. */
  readonly keyType: string;
  readonly valueType: string;
  /** SHA-256 of how the model's chat template writes a fixed dialogue. */
  readonly templateHash: string;
}

export interface LlamaMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** An adapter that works on top of a model, and how strongly; 1 as trained, 0 not at all. */
export interface LlamaAdapter {
  /** Absolute path of a GGUF file that was checked to fit the model. */
  readonly path: string;
  readonly scale: number;
}

export interface LlamaCompletionParams {
  readonly messages: readonly LlamaMessage[];
  readonly schema?: object | undefined;
  readonly maxTokens: number;
  readonly temperature?: number | undefined;
  readonly topK?: number | undefined;
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
  /** Texts at which the answer ends; they are not part of it. */
  readonly stop?: readonly string[] | undefined;
  /**
   * How many of the likeliest tokens to tell at each place of the answer; 0 or left out: none. They are as the answer
   * is drawn from them: by temperature, topK, topP and schema.
   */
  readonly logprobs?: number | undefined;
  /** Name under which pieces of the answer are told while it is made; left out: they are not. */
  readonly stream?: string | undefined;
  /** The slot that holds the beginning of the dialogue, as far as it does; 0 where left out. */
  readonly slot?: number | undefined;
}

export interface LlamaCompletion {
  readonly text: string;
  readonly complete: boolean;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
  /** Tokens of the prompt whose keys and values stood in the slot already. */
  readonly reusedTokens?: number | undefined;
  /** From taking up the request to the first token of the answer, in milliseconds. */
  readonly ttftMs?: number | undefined;
  /** One entry a token of the answer, where asked for. */
  readonly logprobs?: readonly TokenChoice[] | undefined;
}

/** What a slot holds after work on it. */
export interface SlotWork {
  readonly tokens: number;
  readonly ms: number;
}

/** Requests by name. `load` comes first, once; it gives more facts of a model that answers. */
// A type and not an interface, so that it has the index signature that contracts ask for.
export type LlamaRequests = {
  load: { params: LlamaLoad; result: LlamaFacts | LlamaStateFacts };
  /** Vectors as the model gives them; `cut` counts texts that were too long and lost their ends. */
  embed: { params: { texts: readonly string[] }; result: { vectors: Float32Array[]; cut: number } };
  complete: { params: LlamaCompletionParams; result: LlamaCompletion };
} & LlamaSlotRequests;

/** What is asked of a model that answers, beside `complete`. Slots count from 0. */
export type LlamaSlotRequests = {
  /** The tokens that a dialogue becomes; with `open` ready for an answer, without it as far as it is told. */
  render: {
    params: { messages: readonly LlamaMessage[]; open: boolean };
    result: { tokens: readonly number[]; text: string };
  };
  tokenize: { params: { text: string }; result: { tokens: readonly number[] } };
  /** The text of each token by itself; parts of a character come as the replacement character. */
  pieces: { params: { tokens: readonly number[] }; result: { pieces: readonly string[] } };
  /** Makes a slot hold these tokens and no others; what it holds of their beginning already is kept. */
  prefill: {
    params: { slot: number; tokens: readonly number[]; stream?: string | undefined };
    result: SlotWork & { reused: number };
  };
  /** Computes the last token of a slot anew and tells the likeliest next ones: the check of a restored state. */
  probe: { params: { slot: number; top: number }; result: { next: readonly TokenProbability[] } };
  /** How likely each of these tokens was after those before it: natural logarithms, one for each but the first. */
  score: { params: { slot: number; tokens: readonly number[] }; result: { logprobs: readonly number[] } };
  /** Writes a slot's state to a new file in llama.cpp's own format. */
  saveSlot: { params: { slot: number; path: string }; result: SlotWork & { bytes: number } };
  /** Replaces a slot's content by a state file, which must have been made by this model and build. */
  restoreSlot: { params: { slot: number; path: string }; result: SlotWork };
  clearSlot: { params: { slot: number }; result: undefined };
  /** Puts another set of adapters on the model, without loading it anew; all slots are empty afterwards. */
  adapters: { params: { adapters: readonly LlamaAdapter[] }; result: { ms: number } };
};

export type LlamaEvents = {
  /** Resident memory of the process in bytes, told while it runs. */
  memory: number;
  /** A piece of an answer that is being made. */
  text: { stream: string; text: string };
  /** Tokens of a prompt that are computed so far. */
  prefilled: { stream: string; done: number; total: number };
};
