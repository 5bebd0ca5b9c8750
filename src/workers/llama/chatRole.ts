import type { ChatHistoryItem, Llama, LlamaContext, LlamaContextSequence, LlamaModel } from 'node-llama-cpp';
import { StudioError } from '../../engine/base/errors';
import type { LlamaCompletion, LlamaCompletionParams, LlamaMessage } from '../../engine/model/llamaWorker';
import type { LlamaApi } from './runtime';

/** Tokens that a chat template puts around each message, about. */
const AROUND = 16;

/** Answers dialogues, one after the other, by the chat template that the model file has. */
export class ChatRole {
  private readonly sequence: LlamaContextSequence;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly api: LlamaApi,
    private readonly llama: Llama,
    private readonly model: LlamaModel,
    private readonly context: LlamaContext,
  ) {
    this.sequence = context.getSequence();
  }

  static async open(
    api: LlamaApi,
    llama: Llama,
    model: LlamaModel,
    { contextSize, threads }: { contextSize: number; threads: number },
  ): Promise<ChatRole> {
    const context = await model.createContext({ contextSize, threads, sequences: 1 });
    return new ChatRole(api, llama, model, context);
  }

  /** Throws StudioError `bad-argument` for a dialogue that is too long or does not end with the user. */
  complete(params: LlamaCompletionParams, signal: AbortSignal): Promise<LlamaCompletion> {
    const turn = this.last.then(() => this.answer(params, signal));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async answer(params: LlamaCompletionParams, signal: AbortSignal): Promise<LlamaCompletion> {
    signal.throwIfAborted();
    const question = params.messages.at(-1);
    if (question?.role !== 'user') {
      throw new StudioError('bad-argument', 'The last message of a dialogue must be from the user.');
    }
    this.checkLength(params);
    const grammar = await this.grammarOf(params.schema);
    const session = new this.api.LlamaChatSession({ contextSequence: this.sequence });
    try {
      session.setChatHistory(params.messages.slice(0, -1).map(historyItem));
      const before = this.sequence.tokenMeter.getState();
      const { responseText, stopReason } = await session.promptWithMeta(question.content, {
        maxTokens: params.maxTokens,
        temperature: params.temperature ?? 0,
        signal,
        ...(params.seed === undefined ? {} : { seed: params.seed }),
        ...(grammar === undefined ? {} : { grammar }),
      });
      const used = this.sequence.tokenMeter.diff(before);
      return {
        text: responseText,
        complete: stopReason !== 'maxTokens' && stopReason !== 'abort',
        promptTokens: used.usedInputTokens,
        answerTokens: used.usedOutputTokens,
      };
    } finally {
      session.dispose({ disposeSequence: false });
      await this.sequence.clearHistory();
    }
  }

  /** llama.cpp would drop the beginning of a dialogue that does not fit, silently. */
  private checkLength({ messages, maxTokens }: LlamaCompletionParams): void {
    const tokens = messages.reduce(
      (sum, { content }) => sum + AROUND + this.model.tokenize(content).length,
      maxTokens,
    );
    if (tokens <= this.context.contextSize) return;
    throw new StudioError(
      'bad-argument',
      `The dialogue and its answer take ${tokens} tokens; this model has room for ${this.context.contextSize}.`,
    );
  }

  private async grammarOf(schema: object | undefined) {
    if (schema === undefined) return undefined;
    try {
      return await this.llama.createGrammarForJsonSchema(schema as { type: 'object' });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new StudioError('bad-argument', `This JSON schema cannot be made a grammar: ${why}`, {
        cause: error,
      });
    }
  }
}

function historyItem({ role, content }: LlamaMessage): ChatHistoryItem {
  return role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content };
}
