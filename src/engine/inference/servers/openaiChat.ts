import type { ChatModel, Completion, CompletionRequest } from '../ports';
import { openAiServer, type OpenAiOptions, type OpenAiServer } from './openaiClient';
import { isStrictSchema } from './strictSchema';

/** A chat model behind `POST /chat/completions` of OpenAI's API. */
export class OpenAiChat implements ChatModel {
  private constructor(
    readonly name: string,
    private readonly model: string,
    private readonly server: OpenAiServer,
  ) {}

  /** Throws StudioError `bad-argument` for an unusable address. Nothing is sent yet. */
  static async open(options: OpenAiOptions): Promise<OpenAiChat> {
    const server = await openAiServer(options);
    return new OpenAiChat(`${options.model}@${new URL(server.url).host}`, options.model, server);
  }

  async complete(request: CompletionRequest): Promise<Completion> {
    const { messages, schema, maxTokens, temperature, seed, signal } = request;
    const format = schema && {
      type: 'json_schema' as const,
      json_schema: { name: 'answer', schema: { ...schema }, strict: isStrictSchema(schema) },
    };
    // OpenAI itself has given up the name that everybody else still knows.
    const limit = new URL(this.server.url).host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
    const numbers: Record<string, number> = {
      [limit]: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
      ...(seed === undefined ? {} : { seed }),
    };
    const answer = await this.server.ask(signal, (client) =>
      client.chat.completions.create(
        {
          model: this.model,
          messages: messages.map(({ role, content }) => ({ role, content })),
          ...numbers,
          ...(format ? { response_format: format } : {}),
        },
        signal ? { signal } : {},
      ),
    );
    const choice = answer.choices?.[0];
    return {
      text: choice?.message?.content ?? '',
      complete: choice?.finish_reason === 'stop',
      promptTokens: answer.usage?.prompt_tokens,
      answerTokens: answer.usage?.completion_tokens,
    };
  }

  dispose(): void {}
}
