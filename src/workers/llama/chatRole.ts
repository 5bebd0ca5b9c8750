import type { Llama, LlamaGrammar, LlamaModel, Token } from 'node-llama-cpp';
import { StudioError, describeError } from '../../engine/base/errors';
import type {
  LlamaAdapter,
  LlamaCompletion,
  LlamaCompletionParams,
  LlamaMessage,
  LlamaRequests,
} from '../../engine/model/llamaWorker';
import { answer } from './answer';
import { ChatTemplate } from './chatTemplate';
import { score } from './score';
import { Slots, badLength, type SlotOptions } from './slots';
import type { LlamaApi } from './runtime';

type Params<N extends keyof LlamaRequests> = LlamaRequests[N]['params'];
type Result<N extends keyof LlamaRequests> = Promise<LlamaRequests[N]['result']>;

/** What is told while work goes on, under the name that the request gave. */
export interface Told {
  text(stream: string, text: string): void;
  prefilled(stream: string, done: number, total: number): void;
}

/** Answers dialogues and keeps slots of a model; all that is asked is done one after the other. */
export class ChatRole {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly api: LlamaApi,
    private readonly llama: Llama,
    private readonly model: LlamaModel,
    private readonly options: SlotOptions,
    private readonly told: Told,
    private readonly template: ChatTemplate,
    private slots: Slots,
  ) {}

  static async open(
    { api, llama }: { api: LlamaApi; llama: Llama },
    model: LlamaModel,
    options: SlotOptions & { readonly adapters: readonly LlamaAdapter[] },
    told: Told,
  ): Promise<ChatRole> {
    const template = ChatTemplate.open(api, model);
    const slots = await Slots.open(model, options, options.adapters);
    return new ChatRole(api, llama, model, options, told, template, slots);
  }

  /** What a state must agree in; see `LlamaStateFacts`. */
  get state(): { contextSize: number; keyType: string; valueType: string; templateHash: string } {
    const { key, value } = this.slots.kvTypes;
    return {
      contextSize: this.slots.contextSize,
      keyType: this.api.GgmlType[key] ?? String(key),
      valueType: this.api.GgmlType[value] ?? String(value),
      templateHash: this.template.hash(),
    };
  }

  /** Throws StudioError `bad-argument` for a dialogue that is too long or does not end with the user. */
  complete(params: LlamaCompletionParams, signal: AbortSignal): Promise<LlamaCompletion> {
    const { stream, slot = 0 } = params;
    return this.turn(signal, slot, async (slots) => {
      const { messages, maxTokens } = params;
      if (messages.at(-1)?.role !== 'user') {
        throw new StudioError('bad-argument', 'The last message of a dialogue must be from the user.');
      }
      const { tokens, text } = this.template.render(messages, true);
      this.checkLength(tokens.length, maxTokens);
      return answer(
        { api: this.api, model: this.model, slots },
        {
          params,
          tokens,
          bounds: this.bounds(messages),
          stops: this.template.stops(),
          thoughts: this.template.thoughts(text),
          grammar: await this.grammarOf(params.schema),
          signal,
          ...(stream === undefined
            ? {}
            : {
                onText: (text) => this.told.text(stream, text),
                onProgress: (done, total) => this.told.prefilled(stream, done, total),
              }),
        },
      );
    });
  }

  async render({ messages, open }: Params<'render'>): Result<'render'> {
    return this.template.render(messages, open);
  }

  async tokenize({ text }: Params<'tokenize'>): Result<'tokenize'> {
    return { tokens: this.model.tokenize(text) };
  }

  async pieces({ tokens }: Params<'pieces'>): Result<'pieces'> {
    return { pieces: this.known(tokens).map((token) => this.model.detokenize([token], true)) };
  }

  prefill({ slot, tokens, stream }: Params<'prefill'>, signal: AbortSignal): Result<'prefill'> {
    return this.timed(signal, slot, async (slots) => {
      const onProgress =
        stream === undefined
          ? undefined
          : (done: number, total: number) => this.told.prefilled(stream, done, total);
      const options = { signal, bounds: [tokens.length], onProgress };
      const reused = await slots.prefill(slot, this.known(tokens), options);
      return { tokens: tokens.length, reused };
    });
  }

  async probe({ slot, top }: Params<'probe'>, signal: AbortSignal): Result<'probe'> {
    return { next: await this.turn(signal, slot, (slots) => slots.probe(slot, top)) };
  }

  score({ slot, tokens }: Params<'score'>, signal: AbortSignal): Result<'score'> {
    return this.turn(signal, slot, async (slots) => {
      slots.checkLength(tokens.length);
      await slots.clear(slot);
      return { logprobs: await score(slots.at(slot), this.known(tokens), signal) };
    });
  }

  saveSlot({ slot, path }: Params<'saveSlot'>, signal: AbortSignal): Result<'saveSlot'> {
    return this.timed(signal, slot, (slots) => slots.save(slot, path));
  }

  restoreSlot({ slot, path }: Params<'restoreSlot'>, signal: AbortSignal): Result<'restoreSlot'> {
    return this.timed(signal, slot, (slots) => slots.restore(slot, path));
  }

  async clearSlot({ slot }: Params<'clearSlot'>, signal: AbortSignal): Result<'clearSlot'> {
    await this.turn(signal, slot, (slots) => slots.clear(slot));
    return undefined;
  }

  /** Until the new set works the old one stays, and with it what the slots hold. */
  adapters({ adapters }: Params<'adapters'>, signal: AbortSignal): Result<'adapters'> {
    return this.timed(signal, undefined, async (before) => {
      this.slots = await Slots.open(this.model, this.options, adapters);
      await before.dispose();
      return {};
    });
  }

  private async timed<T extends object>(
    signal: AbortSignal,
    slot: number | undefined,
    work: (slots: Slots) => Promise<T>,
  ): Promise<T & { ms: number }> {
    return this.turn(signal, slot, async (slots) => {
      const begun = performance.now();
      const result = await work(slots);
      return { ...result, ms: performance.now() - begun };
    });
  }

  /** Waits for what was asked before. A slot in which the runtime failed is empty afterwards. */
  private turn<T>(
    signal: AbortSignal,
    slot: number | undefined,
    work: (slots: Slots) => Promise<T>,
  ): Promise<T> {
    const turn = this.last.then(async () => {
      signal.throwIfAborted();
      try {
        return await work(this.slots);
      } catch (error) {
        if (slot === undefined || signal.aborted || error instanceof StudioError) throw error;
        await this.slots.renew(slot);
        throw new StudioError('internal', `llama.cpp failed: ${describeError(error)}`, { cause: error });
      }
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Where what the system says ends, which stays the same over many dialogues: there its state can be taken up. */
  private bounds(messages: readonly LlamaMessage[]): number[] {
    const others = messages.findIndex(({ role }) => role !== 'system');
    if (others <= 0) return [];
    return [this.template.render(messages.slice(0, others), false).tokens.length];
  }

  /** Tokens that the model has. Throws StudioError `bad-argument` for others, which would end the process. */
  private known(tokens: readonly number[]): Token[] {
    const size = this.model.fileInfo.metadata.tokenizer.ggml.tokens.length;
    const strange = tokens.find((token) => token >= size);
    if (strange === undefined) return [...tokens] as Token[];
    throw new StudioError('bad-argument', `There is no token ${strange}; this model has ${size}, from 0.`);
  }

  private checkLength(prompt: number, maxTokens: number): void {
    const room = this.slots.contextSize;
    if (prompt + maxTokens <= room) return;
    throw badLength(
      `The dialogue and its answer take ${prompt + maxTokens} tokens; this model has room for ${room}.`,
    );
  }

  private async grammarOf(schema: object | undefined): Promise<LlamaGrammar | undefined> {
    if (schema === undefined) return undefined;
    try {
      return await this.llama.createGrammarForJsonSchema(schema as { type: 'object' });
    } catch (error) {
      const why = describeError(error);
      throw new StudioError('bad-argument', `This JSON schema cannot be made a grammar: ${why}`, {
        cause: error,
      });
    }
  }
}
