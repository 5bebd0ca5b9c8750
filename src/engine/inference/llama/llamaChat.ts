import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { StudioError } from '../../base/errors';
import type { LlamaAdapter, LlamaMessage, LlamaStateFacts, SlotWork } from '../../model/llamaWorker';
import type { TokenProbability } from '../../model/tokens';
import type { ChatModel, Completion, CompletionRequest, KvRuntime } from '../ports';
import type { LlamaConnection } from './connection';
import { LlamaProcess, type LlamaProcessOptions } from './llamaProcess';

/** Tokens of dialogue and answer together, where the model knows as many. */
const CONTEXT = 8192;

/** A chat model that runs in a process of its own; the first request loads it. */
export class LlamaChat implements ChatModel, KvRuntime {
  readonly name: string;
  readonly model: string;
  readonly process: LlamaProcess;
  private changes = 0;
  private current: readonly LlamaAdapter[] = [];

  constructor(options: Omit<LlamaProcessOptions, 'role' | 'adapters'>) {
    this.name = basename(options.model).replace(/\.gguf$/i, '');
    this.model = options.model;
    // A process that is started again has the adapters of the one before.
    const adapters = (): readonly LlamaAdapter[] => this.current;
    const { contextSize = CONTEXT } = options;
    this.process = new LlamaProcess({ ...options, contextSize, role: 'chat', adapters });
  }

  get epoch(): number {
    return this.process.starts + this.changes;
  }

  get adapters(): readonly LlamaAdapter[] {
    return this.current;
  }

  async facts(signal?: AbortSignal): Promise<LlamaStateFacts> {
    const facts = await this.process.facts(signal);
    if ('templateHash' in facts) return facts;
    throw new StudioError('internal', 'The process does not tell what its states must agree in.');
  }

  complete({ signal, onText, ...params }: CompletionRequest, slot = 0): Promise<Completion> {
    return this.run(signal, (connection) => {
      if (!onText) return connection.request('complete', { ...params, slot }, signal);
      const stream = randomUUID();
      const heard = connection.on('text', (told) => {
        if (told.stream === stream && signal?.aborted !== true) onText(told.text);
      });
      return connection.request('complete', { ...params, slot, stream }, signal).finally(heard);
    });
  }

  render(
    messages: readonly LlamaMessage[],
    open: boolean,
  ): Promise<{ tokens: readonly number[]; text: string }> {
    return this.run(undefined, (connection) => connection.request('render', { messages, open }));
  }

  async tokenize(text: string): Promise<readonly number[]> {
    const { tokens } = await this.run(undefined, (connection) => connection.request('tokenize', { text }));
    return tokens;
  }

  async pieces(tokens: readonly number[]): Promise<readonly string[]> {
    const { pieces } = await this.run(undefined, (connection) => connection.request('pieces', { tokens }));
    return pieces;
  }

  prefill(
    slot: number,
    tokens: readonly number[],
    { onProgress, signal }: Parameters<KvRuntime['prefill']>[2] = {},
  ): Promise<SlotWork & { reused: number }> {
    return this.run(signal, (connection) => {
      if (!onProgress) return connection.request('prefill', { slot, tokens }, signal);
      const stream = randomUUID();
      const heard = connection.on('prefilled', (told) => {
        if (told.stream === stream) onProgress(told.done, told.total);
      });
      return connection.request('prefill', { slot, tokens, stream }, signal).finally(heard);
    });
  }

  async probe(slot: number, top: number): Promise<readonly TokenProbability[]> {
    const { next } = await this.run(undefined, (connection) => connection.request('probe', { slot, top }));
    return next;
  }

  async score(
    tokens: readonly number[],
    { slot = 0, signal }: Parameters<KvRuntime['score']>[1] = {},
  ): Promise<readonly number[]> {
    const { logprobs } = await this.run(signal, (connection) =>
      connection.request('score', { slot, tokens }, signal),
    );
    return logprobs;
  }

  saveSlot(slot: number, path: string): Promise<SlotWork & { bytes: number }> {
    return this.run(undefined, (connection) => connection.request('saveSlot', { slot, path }));
  }

  restoreSlot(slot: number, path: string): Promise<SlotWork> {
    return this.run(undefined, (connection) => connection.request('restoreSlot', { slot, path }));
  }

  async clearSlot(slot: number): Promise<void> {
    await this.run(undefined, (connection) => connection.request('clearSlot', { slot }));
  }

  async setAdapters(adapters: readonly LlamaAdapter[]): Promise<{ ms: number }> {
    const before = this.current;
    const wanted = [...adapters];
    // At once, since a process may have to be started, which the old set might not let come up.
    this.current = wanted;
    try {
      const done = await this.run(undefined, (connection) => connection.request('adapters', { adapters }));
      this.changes += 1;
      return done;
    } catch (error) {
      if (this.current === wanted) this.current = before;
      throw error;
    }
  }

  dispose(): void {
    this.process.dispose();
  }

  private run<T>(
    signal: AbortSignal | undefined,
    use: (connection: LlamaConnection) => Promise<T>,
  ): Promise<T> {
    return this.process.run(use, signal);
  }
}
