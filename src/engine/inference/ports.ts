/** What the engine asks of models, whoever serves them. Providers are in the folders beside this file. */
import type { Disposable } from '../base/events';
import type { LlamaAdapter, LlamaMessage, LlamaStateFacts, SlotWork } from '../model/llamaWorker';
import type { EmbedderTag } from '../model/store';
import type { TokenChoice, TokenProbability } from '../model/tokens';

export interface EmbedOptions {
  /** Some models want questions and documents marked differently. */
  readonly kind: 'query' | 'document';
  readonly signal?: AbortSignal | undefined;
}

/** Turns texts into vectors of length 1. Rejects with StudioError `unavailable`, `bad-model`, `bad-argument`. */
export interface Embedder extends Disposable {
  readonly tag: EmbedderTag;
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface CompletionRequest {
  readonly messages: readonly ChatMessage[];
  /** JSON schema that the answer must keep to. */
  readonly schema?: object | undefined;
  readonly maxTokens: number;
  readonly temperature?: number | undefined;
  readonly topK?: number | undefined;
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
  /** Texts at which the answer ends; they are not part of it. */
  readonly stop?: readonly string[] | undefined;
  /** How many of the likeliest tokens to tell at each place of the answer, where the provider can. */
  readonly logprobs?: number | undefined;
  /** Gets the answer piece by piece while it is made. */
  readonly onText?: ((piece: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Completion {
  readonly text: string;
  /** Whether it ended by itself and not at `maxTokens`. */
  readonly complete: boolean;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
  /** Tokens of the prompt that were not computed again; undefined where the provider does not tell. */
  readonly reusedTokens?: number | undefined;
  /** From the request to the first piece of the answer, in milliseconds. */
  readonly ttftMs?: number | undefined;
  /** One entry a token of the answer. */
  readonly logprobs?: readonly TokenChoice[] | undefined;
}

export interface ChatModel extends Disposable {
  /** Name for people and records. */
  readonly name: string;
  complete(request: CompletionRequest): Promise<Completion>;
}

/**
 * A model whose keys and values can be kept: tokens are put into a slot, its state goes to a file and comes back.
 * Rejects with StudioError `unavailable` (its process ended: all slots are empty then), `bad-argument`, `no-space`,
 * `bad-model` (a state that it does not take).
 */
export interface KvRuntime {
  /** Path of the model file. */
  readonly model: string;
  facts(signal?: AbortSignal): Promise<LlamaStateFacts>;
  /** Grows with each start of the process and each change of adapters: what slots held before is gone. */
  readonly epoch: number;
  /** The adapters in force. */
  readonly adapters: readonly LlamaAdapter[];
  render(
    messages: readonly LlamaMessage[],
    open: boolean,
  ): Promise<{ tokens: readonly number[]; text: string }>;
  tokenize(text: string): Promise<readonly number[]>;
  pieces(tokens: readonly number[]): Promise<readonly string[]>;
  prefill(
    slot: number,
    tokens: readonly number[],
    options?: {
      onProgress?: ((done: number, total: number) => void) | undefined;
      signal?: AbortSignal | undefined;
    },
  ): Promise<SlotWork & { reused: number }>;
  probe(slot: number, top: number): Promise<readonly TokenProbability[]>;
  /** How likely each token of a text was after those before it, as natural logarithms; one fewer than tokens. */
  score(
    tokens: readonly number[],
    options?: { slot?: number; signal?: AbortSignal | undefined },
  ): Promise<readonly number[]>;
  saveSlot(slot: number, path: string): Promise<SlotWork & { bytes: number }>;
  restoreSlot(slot: number, path: string): Promise<SlotWork>;
  clearSlot(slot: number): Promise<void>;
  /** Answers from what a slot holds of the dialogue's beginning. */
  complete(request: CompletionRequest, slot: number): Promise<Completion>;
  /** Puts another set of adapters on the model without loading it anew. */
  setAdapters(adapters: readonly LlamaAdapter[]): Promise<{ ms: number }>;
}

/** Scores how well texts answer a question; any scale, higher is better. */
export interface Reranker extends Disposable {
  readonly name: string;
  rerank(question: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]>;
}
