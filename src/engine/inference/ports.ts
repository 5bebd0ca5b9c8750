/** What the engine asks of models, whoever serves them. Providers are in the folders beside this file. */
import type { Disposable } from '../base/events';
import type { EmbedderTag } from '../model/store';

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
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Completion {
  readonly text: string;
  /** Whether it ended by itself and not at `maxTokens`. */
  readonly complete: boolean;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
}

export interface ChatModel extends Disposable {
  /** Name for people and records. */
  readonly name: string;
  complete(request: CompletionRequest): Promise<Completion>;
}

/** Scores how well texts answer a question; any scale, higher is better. */
export interface Reranker extends Disposable {
  readonly name: string;
  rerank(question: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]>;
}
