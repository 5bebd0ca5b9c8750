/** What is asked of the child process that runs llama.cpp. One process serves one model in one role. */

export type LlamaRole = 'embed' | 'chat';

export interface LlamaLoad {
  /** Absolute path of a GGUF file. */
  readonly path: string;
  readonly role: LlamaRole;
  /** Threads of a computation; 0 for as many as the machine has cores fit for it. */
  readonly threads: number;
  /** Tokens that a text or a dialogue may have; fewer where the model knows fewer. */
  readonly contextSize: number;
}

/** What a model turned out to be. */
export interface LlamaFacts {
  readonly architecture: string;
  /** `general.name` of the file, '' where it has none. */
  readonly name: string;
  /** Length of its vectors. */
  readonly dimensions: number;
  readonly contextSize: number;
  readonly threads: number;
}

export interface LlamaMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface LlamaCompletionParams {
  readonly messages: readonly LlamaMessage[];
  readonly schema?: object | undefined;
  readonly maxTokens: number;
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
}

export interface LlamaCompletion {
  readonly text: string;
  readonly complete: boolean;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
}

/** Requests by name. `load` comes first, once. */
// A type and not an interface, so that it has the index signature that contracts ask for.
export type LlamaRequests = {
  load: { params: LlamaLoad; result: LlamaFacts };
  /** Vectors as the model gives them; `cut` counts texts that were too long and lost their ends. */
  embed: { params: { texts: readonly string[] }; result: { vectors: Float32Array[]; cut: number } };
  complete: { params: LlamaCompletionParams; result: LlamaCompletion };
};

export type LlamaEvents = {
  /** Resident memory of the process in bytes, told while it runs. */
  memory: number;
};
