import type { LlamaGrammar, LlamaModel, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import type { LlamaCompletion, LlamaCompletionParams } from '../../engine/model/llamaWorker';
import type { TokenChoice } from '../../engine/model/tokens';
import { AnswerText, type AnswerTextOptions } from './answerText';
import { likeliest } from './likeliest';
import type { LlamaApi } from './runtime';
import { meter, type Slots } from './slots';

/** A dialogue that is rendered, and how its answer is made. */
export interface AnswerOrder {
  readonly params: LlamaCompletionParams;
  readonly tokens: readonly Token[];
  /** Where the part ends that is likely to be kept; see `portionsOf`. */
  readonly bounds: readonly number[];
  readonly stops: { readonly tokens: ReadonlySet<Token>; readonly texts: readonly string[] };
  readonly thoughts: AnswerTextOptions['thoughts'];
  readonly grammar: LlamaGrammar | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly onText?: ((text: string) => void) | undefined;
}

/** Tokens of a grammar's answers that mean its end: JSON goes on with blank lines where it could stop. */
const BLANK = '\n'.repeat(4);

/** A token that was drawn, and what from where that was asked for. */
interface Drawn {
  readonly token: Token;
  readonly probabilities?: ReadonlyMap<Token, number>;
}

/** Computes what is missing in the slot and draws the answer token by token. */
export async function answer(
  { api, model, slots }: { api: LlamaApi; model: LlamaModel; slots: Slots },
  order: AnswerOrder,
): Promise<LlamaCompletion> {
  const { params, tokens, bounds, stops, thoughts, grammar, signal, onProgress, onText } = order;
  const begun = performance.now();
  const slot = params.slot ?? 0;
  const sequence = slots.at(slot);
  const computed = meter(sequence);
  const { last } = await slots.fill(slot, tokens, { signal, bounds, onProgress });
  const text = new AnswerText({
    detokenize: (some, before) => model.detokenize(some as Token[], false, before as Token[]),
    stops: [...stops.texts, ...(params.stop ?? []), ...(grammar ? [BLANK] : [])],
    // A grammar leaves no room for thoughts.
    thoughts: grammar ? undefined : thoughts,
    trimmed: grammar !== undefined,
    onText,
  });
  const top = params.logprobs ?? 0;
  const said = (token: Token): string => model.detokenize([token], true);
  const choices: TokenChoice[] = [];
  let ttftMs: number | undefined;
  let reusedTokens = 0;
  let answerTokens = 0;
  let complete = false;
  const drawn: AsyncGenerator<Drawn, void> = sequence.evaluateWithMetadata(
    last,
    { probabilities: top > 0 },
    sampling(api, model, params, grammar),
  );
  try {
    while (!complete && answerTokens < params.maxTokens) {
      signal.throwIfAborted();
      const { value, done } = await drawn.next();
      if (ttftMs === undefined) {
        ttftMs = performance.now() - begun;
        reusedTokens = Math.max(0, tokens.length - computed());
      }
      if (done === true || stops.tokens.has(value.token)) {
        complete = true;
        break;
      }
      answerTokens += 1;
      if (top > 0) choices.push(choice(value, top, said));
      text.push(value.token);
      complete = text.stopped;
    }
  } finally {
    await drawn.return();
  }
  return {
    text: text.finish(),
    complete,
    promptTokens: tokens.length,
    answerTokens,
    reusedTokens,
    ttftMs,
    ...(top > 0 ? { logprobs: choices } : {}),
  };
}

function sampling(
  api: LlamaApi,
  model: LlamaModel,
  { temperature, topK, topP, seed }: LlamaCompletionParams,
  grammar: LlamaGrammar | undefined,
): SequenceEvaluateOptions {
  return {
    temperature: temperature ?? 0,
    // Left out, the runtime takes the time of each token, which is not the same for all of an answer.
    seed: seed ?? Math.floor(Math.random() * 2 ** 32),
    ...(topK === undefined ? {} : { topK }),
    ...(topP === undefined ? {} : { topP }),
    ...(grammar ? { grammarEvaluationState: new api.LlamaGrammarEvaluationState({ model, grammar }) } : {}),
  };
}

function choice(
  { token, probabilities = new Map() }: Drawn,
  top: number,
  text: (token: Token) => string,
): TokenChoice {
  const logprob = Math.log(probabilities.get(token) ?? 0);
  return { token, text: text(token), logprob, top: likeliest(probabilities, top, text) };
}
