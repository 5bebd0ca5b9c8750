import type { KvRuntime } from '../../../inference/ports';
import type { LlamaAdapter } from '../../../model/llamaWorker';
import type { DistilProgress, Evaluation, HeldOutQuestion } from '../../../model/distil';
import { isRight } from '../scoring/isRight';
import { perplexityOf } from './perplexity';
import { UNRELATED_PROMPTS, UNRELATED_TEXTS } from './unrelated';

export interface EvaluateRequest {
  /** GGUF file of the adapter, checked to fit the model. */
  readonly adapter: string;
  readonly heldOut: readonly HeldOutQuestion[];
  readonly onProgress?: ((progress: DistilProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Tokens of an answer that are looked at. */
const ANSWER_TOKENS = 64;

interface Measured {
  readonly answers: readonly string[];
  readonly unrelated: readonly string[];
  readonly perplexity: number;
  readonly tokens: number;
}

/**
 * Asks the held-out questions, and what has nothing to do with them, without the adapter and with it. The adapters that
 * the model had are on it again afterwards.
 * @throws StudioError as `KvRuntime` does; AbortError
 */
export async function evaluateAdapter(runtime: KvRuntime, request: EvaluateRequest): Promise<Evaluation> {
  const begun = performance.now();
  const { adapter, heldOut, onProgress, signal } = request;
  const before = runtime.adapters;
  const total = 2 * (heldOut.length + UNRELATED_PROMPTS.length + UNRELATED_TEXTS.length);
  let done = 0;
  const measure = async (adapters: readonly LlamaAdapter[]): Promise<Measured> => {
    await runtime.setAdapters(adapters);
    const step = (): void => {
      done += 1;
      onProgress?.({ phase: 'evaluating', done, total });
    };
    const ask = async (prompt: string): Promise<string> => {
      const messages = [{ role: 'user', content: prompt }] as const;
      const { text } = await runtime.complete(
        { messages, maxTokens: ANSWER_TOKENS, temperature: 0, seed: 1, signal },
        0,
      );
      step();
      return text.trim();
    };
    const answers: string[] = [];
    for (const { question } of heldOut) answers.push(await ask(question));
    const unrelated: string[] = [];
    for (const prompt of UNRELATED_PROMPTS) unrelated.push(await ask(prompt));
    const { perplexity, tokens } = await perplexityOf(runtime, UNRELATED_TEXTS, { onText: step, signal });
    return { answers, unrelated, perplexity, tokens };
  };
  try {
    const without = await measure([]);
    const withIt = await measure([{ path: adapter, scale: 1 }]);
    return compared(heldOut, without, withIt, (performance.now() - begun) / 1000);
  } finally {
    await runtime.setAdapters(before);
  }
}

function compared(
  heldOut: readonly HeldOutQuestion[],
  without: Measured,
  withIt: Measured,
  seconds: number,
): Evaluation {
  const rows = heldOut.map(({ id, memory, question, expected }, at) => {
    const answered = (text = '') => ({ text, right: isRight(text, expected) });
    return {
      ...{ id, memory, question, expected: expected.text },
      without: answered(without.answers[at]),
      with: answered(withIt.answers[at]),
    };
  });
  const share = (right: number): number => (rows.length === 0 ? 0 : right / rows.length);
  return {
    accuracy: {
      without: share(rows.filter((row) => row.without.right).length),
      with: share(rows.filter((row) => row.with.right).length),
    },
    heldOut: rows,
    perplexity: {
      without: without.perplexity,
      with: withIt.perplexity,
      change: withIt.perplexity / without.perplexity - 1,
      tokens: without.tokens,
    },
    unrelated: UNRELATED_PROMPTS.map((prompt, at) => ({
      prompt,
      without: without.unrelated[at] ?? '',
      with: withIt.unrelated[at] ?? '',
    })),
    seconds,
  };
}
