import type { ChatRequest, ChatResponse } from 'ollama';
import type { ChatModel, Completion, CompletionRequest } from '../ports';
import { OllamaServer } from './ollamaServer';
import { wellFormed } from './sendable';
import { cutOff, type ServerOptions } from './server';
import { tokenChoices, type ServerLogprob } from './serverLogprobs';

/** A chat model that Ollama serves (`POST /api/chat`). */
export class OllamaChat implements ChatModel {
  private constructor(
    readonly name: string,
    private readonly model: string,
    private readonly server: OllamaServer,
  ) {}

  /** Throws StudioError `bad-argument` for an unusable address. Nothing is sent yet. */
  static async open(options: ServerOptions): Promise<OllamaChat> {
    const server = await OllamaServer.open(options);
    return new OllamaChat(`${options.model}@${new URL(server.url).host}`, options.model, server);
  }

  async complete(request: CompletionRequest): Promise<Completion> {
    const { signal, onText } = request;
    if (onText) return this.streamed(request, onText);
    const asked = this.asked(request);
    const answer = await this.server.ask(signal, (client) => client.chat({ ...asked, stream: false }));
    return completion(answer.message?.content ?? '', answer, answer.logprobs ?? []);
  }

  private async streamed(request: CompletionRequest, onText: (piece: string) => void): Promise<Completion> {
    const begun = performance.now();
    const asked = this.asked(request);
    const parts = this.server.stream(request.signal, (client) => client.chat({ ...asked, stream: true }));
    let text = '';
    let ttftMs: number | undefined;
    let last: ChatResponse | undefined;
    const told: ServerLogprob[] = [];
    for await (const part of parts) {
      if (part.done) last = part;
      told.push(...(part.logprobs ?? []));
      const piece = part.message?.content ?? '';
      if (piece === '') continue;
      ttftMs ??= performance.now() - begun;
      text += piece;
      onText(piece);
    }
    if (!last) throw cutOff(this.server.url);
    return { ...completion(text, last, told), ttftMs };
  }

  private asked(request: CompletionRequest): ChatRequest {
    const { messages, schema, maxTokens, temperature, topK, topP, seed, stop, logprobs = 0 } = request;
    return {
      model: this.model,
      messages: messages.map(({ role, content }) => ({ role, content: wellFormed(content) })),
      ...(schema ? { format: schema } : {}),
      ...(logprobs > 0 ? { logprobs: true, top_logprobs: logprobs } : {}),
      options: {
        num_predict: maxTokens,
        ...(temperature === undefined ? {} : { temperature }),
        ...(topK === undefined ? {} : { top_k: topK }),
        ...(topP === undefined ? {} : { top_p: topP }),
        ...(seed === undefined ? {} : { seed }),
        ...(stop === undefined ? {} : { stop: [...stop] }),
      },
    };
  }

  dispose(): void {}
}

function completion(text: string, answer: ChatResponse, told: readonly ServerLogprob[]): Completion {
  return {
    text,
    complete: answer.done_reason === 'stop',
    promptTokens: answer.prompt_eval_count,
    answerTokens: answer.eval_count,
    ...(told.length > 0 ? { logprobs: tokenChoices(told) } : {}),
  };
}
