import { StudioError } from '../../base/errors';
import type { CompletionRequest, KvRuntime } from '../../inference/ports';
import type { AbAnswer, AbComparison, AttachedAdapter } from '../../model/loraItem';
import type { TokenChoice } from '../../model/tokens';
import type { AdapterManager } from './adapterManager';

export interface CompareRequest {
  readonly prompt: string;
  readonly system?: string | undefined;
  readonly maxTokens: number;
  readonly a: readonly AttachedAdapter[];
  readonly b: readonly AttachedAdapter[];
  readonly slot?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Answers one prompt with two sets of adapters, each time from nothing and with the likeliest token at each place,
 * and leaves the model with the adapters that it had.
 * @throws StudioError `bad-adapter` where an adapter of a set cannot be used, and as the model does
 */
export async function compareAdapters(
  manager: AdapterManager,
  runtime: KvRuntime,
  request: CompareRequest,
): Promise<AbComparison> {
  const before = runtime.adapters;
  try {
    const a = await answerWith(manager, runtime, request, request.a);
    const b = await answerWith(manager, runtime, request, request.b);
    const [meanA, meanB] = [meanLogprob(a.choices), meanLogprob(b.choices)];
    return {
      prompt: request.prompt,
      a,
      b,
      parts: parting(a.choices, b.choices),
      logprob: { a: meanA, b: meanB, difference: meanA === null || meanB === null ? null : meanB - meanA },
    };
  } finally {
    await runtime.setAdapters(before);
  }
}

async function answerWith(
  manager: AdapterManager,
  runtime: KvRuntime,
  { prompt, system, maxTokens, slot = 0, signal }: CompareRequest,
  adapters: readonly AttachedAdapter[],
): Promise<AbAnswer> {
  signal?.throwIfAborted();
  const { left } = await manager.apply(runtime, adapters);
  const [first] = left;
  if (first !== undefined) throw new StudioError('bad-adapter', `${first.title}: ${first.why}`);
  await runtime.clearSlot(slot);
  const messages: CompletionRequest['messages'] = [
    ...(system === undefined ? [] : [{ role: 'system', content: system } as const]),
    { role: 'user', content: prompt },
  ];
  const started = performance.now();
  const answer = await runtime.complete({ messages, maxTokens, temperature: 0, logprobs: 1, signal }, slot);
  const { text, complete, promptTokens, answerTokens, ttftMs, logprobs = [] } = answer;
  const ms = performance.now() - started;
  return { adapters, text, complete, promptTokens, answerTokens, ttftMs, ms, choices: logprobs };
}

function meanLogprob(choices: readonly TokenChoice[]): number | null {
  return choices.length === 0
    ? null
    : choices.reduce((sum, { logprob }) => sum + logprob, 0) / choices.length;
}

/** Where two answers part; null where they are the same token for token. */
function parting(a: readonly TokenChoice[], b: readonly TokenChoice[]): number | null {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at]?.token !== b[at]?.token) return at;
  return null;
}
