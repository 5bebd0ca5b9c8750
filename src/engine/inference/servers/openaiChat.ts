import type { OpenAI } from 'openai';
import type { ChatModel, Completion, CompletionRequest } from '../ports';
import { openAiServer, type OpenAiOptions, type OpenAiServer } from './openaiClient';
import { wellFormed } from './sendable';
import { cutOff } from './server';
import { tokenChoices, type ServerLogprob } from './serverLogprobs';
import { isStrictSchema } from './strictSchema';

type Asked = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'stream'>;

/** A chat model behind `POST /chat/completions` of OpenAI's API. It has no `topK`. */
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

  complete(request: CompletionRequest): Promise<Completion> {
    return request.onText ? this.streamed(request, request.onText) : this.whole(request);
  }

  private async whole(request: CompletionRequest): Promise<Completion> {
    const answer = await this.server.ask(request.signal, (client, options) =>
      client.chat.completions.create(this.asked(request), options),
    );
    const choice = answer.choices?.[0];
    return {
      text: choice?.message?.content ?? '',
      complete: choice?.finish_reason === 'stop',
      ...counts(answer.usage),
      ...probabilities(request, choice?.logprobs?.content ?? []),
    };
  }

  private async streamed(request: CompletionRequest, onText: (piece: string) => void): Promise<Completion> {
    const begun = performance.now();
    const asked = { ...this.asked(request), stream: true, stream_options: { include_usage: true } } as const;
    const parts = this.server.stream(request.signal, (client, options) =>
      client.chat.completions.create(asked, options),
    );
    let text = '';
    let ttftMs: number | undefined;
    let reason: string | undefined;
    let usage: OpenAI.CompletionUsage | null | undefined;
    const told: ServerLogprob[] = [];
    for await (const part of parts) {
      // The last part has the usage and no choice; some servers send the usage with each.
      usage = part.usage ?? usage;
      const choice = part.choices?.[0];
      reason = choice?.finish_reason ?? reason;
      told.push(...(choice?.logprobs?.content ?? []));
      const piece = choice?.delta?.content ?? '';
      if (piece === '') continue;
      ttftMs ??= performance.now() - begun;
      text += piece;
      onText(piece);
    }
    if (reason === undefined) throw cutOff(this.server.url);
    return { text, complete: reason === 'stop', ttftMs, ...counts(usage), ...probabilities(request, told) };
  }

  private asked(request: CompletionRequest): Asked {
    const { messages, schema, maxTokens, temperature, topP, seed, stop, logprobs = 0 } = request;
    const format = schema && {
      type: 'json_schema' as const,
      json_schema: { name: 'answer', schema: { ...schema }, strict: isStrictSchema(schema) },
    };
    // OpenAI itself has given up the name that everybody else still knows.
    const limit = new URL(this.server.url).host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
    const numbers: Record<string, number> = {
      [limit]: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
      ...(topP === undefined ? {} : { top_p: topP }),
      ...(seed === undefined ? {} : { seed }),
    };
    return {
      model: this.model,
      messages: messages.map(({ role, content }) => ({ role, content: wellFormed(content) })),
      ...numbers,
      ...(stop === undefined || stop.length === 0 ? {} : { stop: [...stop] }),
      ...(logprobs > 0 ? { logprobs: true, top_logprobs: logprobs } : {}),
      ...(format ? { response_format: format } : {}),
    };
  }

  dispose(): void {}
}

function counts(
  usage: OpenAI.CompletionUsage | null | undefined,
): Pick<Completion, 'promptTokens' | 'answerTokens' | 'reusedTokens'> {
  return {
    promptTokens: usage?.prompt_tokens,
    answerTokens: usage?.completion_tokens,
    reusedTokens: usage?.prompt_tokens_details?.cached_tokens,
  };
}

function probabilities(
  { logprobs = 0 }: CompletionRequest,
  told: readonly ServerLogprob[],
): Pick<Completion, 'logprobs'> {
  return logprobs > 0 && told.length > 0 ? { logprobs: tokenChoices(told) } : {};
}
