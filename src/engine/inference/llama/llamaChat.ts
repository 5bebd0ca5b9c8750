import { basename } from 'node:path';
import type { ChatModel, Completion, CompletionRequest } from '../ports';
import { LlamaProcess, type LlamaProcessOptions } from './llamaProcess';

/** Tokens of dialogue and answer together, where the model knows as many. */
const CONTEXT = 8192;

/** A chat model that runs in a process of its own; the first request loads it. */
export class LlamaChat implements ChatModel {
  readonly name: string;
  readonly process: LlamaProcess;

  constructor(options: Omit<LlamaProcessOptions, 'role'>) {
    this.name = basename(options.model).replace(/\.gguf$/i, '');
    this.process = new LlamaProcess({ contextSize: CONTEXT, ...options, role: 'chat' });
  }

  async complete({ signal, ...params }: CompletionRequest): Promise<Completion> {
    return this.process.run((connection) => connection.request('complete', params, signal), signal);
  }

  dispose(): void {
    this.process.dispose();
  }
}
