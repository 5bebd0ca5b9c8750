import type { ChatModel, Completion, CompletionRequest } from '../ports';
import { OllamaServer } from './ollamaServer';
import type { ServerOptions } from './server';

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
    const { messages, schema, maxTokens, temperature, seed, signal } = request;
    const answer = await this.server.ask(signal, (client) =>
      client.chat({
        model: this.model,
        messages: messages.map(({ role, content }) => ({ role, content })),
        stream: false,
        ...(schema ? { format: schema } : {}),
        options: {
          num_predict: maxTokens,
          ...(temperature === undefined ? {} : { temperature }),
          ...(seed === undefined ? {} : { seed }),
        },
      }),
    );
    return {
      text: answer.message?.content ?? '',
      complete: answer.done_reason === 'stop',
      promptTokens: answer.prompt_eval_count,
      answerTokens: answer.eval_count,
    };
  }

  dispose(): void {}
}
