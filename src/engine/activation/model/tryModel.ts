/**
 * Whether states of a model can be brought back, found by trying and not by its name: models with sliding windows,
 * recurrent layers or pictures lose parts of a state on some builds of llama.cpp, without an error.
 */
import { rm } from 'node:fs/promises';
import { StudioError } from '../../base/errors';
import type { KvCapability } from '../../model/kvItem';
import type { KvRuntime } from '../../inference/ports';
import { CHECK_TOP, compareChecks } from '../manage/compareChecks';

export interface TryOptions {
  /** Slot that is used for it; what it holds is lost. */
  readonly slot: number;
  /** Tokens of the text; more than a sliding window has. */
  readonly tokens: number;
  /** Where the state is written; the file is removed. */
  readonly path: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** Tokens that follow the text, before what is said next is compared again. */
const BEYOND = 12;
/** Shares of the text after which its end is taken away and something else is written. */
const KEPT = [0.95, 0.5];
/** What is written there; what comes next stands at the very beginning of the text. */
const QUESTION = ' The keeper of the lighthouse is called';
/**
 * Another portioning of the same tokens moved log-probabilities by up to 0.07 (SmolLM2-135M); where the beginning of a
 * text is lost to most layers, by 1.4 (Gemma 3 270M, a window of 512).
 */
const ERASE_TOLERANCE = 0.3;

/** Tries it; the model's own errors are thrown, what it cannot do is told. */
export async function tryModel(runtime: KvRuntime, options: TryOptions): Promise<KvCapability> {
  const text = await plainTokens(runtime, options.tokens + BEYOND);
  const tokens = text.slice(0, options.tokens);
  const report = (restores: boolean, erases: boolean, reason: string, worst: number): KvCapability => ({
    restores,
    erases,
    reason,
    testedAt: options.now().toISOString(),
    tokens: tokens.length,
    worst: Math.min(worst, Number.MAX_VALUE),
  });
  const { slot, path, signal } = options;
  try {
    await runtime.clearSlot(slot);
    await runtime.prefill(slot, tokens, { signal });
    const check = await runtime.probe(slot, CHECK_TOP);
    await runtime.saveSlot(slot, path);
    await runtime.prefill(slot, text, { signal });
    const beyond = await runtime.probe(slot, CHECK_TOP);

    await runtime.clearSlot(slot);
    const back = await restored(runtime, slot, path);
    if (typeof back === 'string') return report(false, false, back, 0);
    if (back !== tokens.length) return report(false, false, counts(back, tokens.length), 0);
    const again = compareChecks(check, await runtime.probe(slot, CHECK_TOP));
    const { reused } = await runtime.prefill(slot, text, { signal });
    if (reused < tokens.length) return report(false, false, counts(reused, tokens.length), again.worst);
    const on = compareChecks(beyond, await runtime.probe(slot, CHECK_TOP));
    const worst = Math.max(again.worst, on.worst);
    if (!again.passed || !on.passed) return report(false, false, OTHERWISE, worst);
    const off = await erased(runtime, tokens, options);
    if (off > ERASE_TOLERANCE) return report(false, false, FORGETS, Math.max(worst, off));
    return report(true, true, '', Math.max(worst, off));
  } finally {
    await rm(path, { force: true });
    await runtime.clearSlot(slot).catch(() => undefined);
  }
}

const OTHERWISE = 'After a restored state this model says something else than before.';
const FORGETS =
  'When the end of a restored state is taken away, this model has forgotten what comes before it, as models with a sliding window do.';

function counts(found: number, of: number): string {
  return `Of a restored state this model knows ${found} of ${of} tokens.`;
}

/** Tokens that the slot holds after it, or why it was not taken. */
async function restored(runtime: KvRuntime, slot: number, path: string): Promise<number | string> {
  try {
    return (await runtime.restoreSlot(slot, path)).tokens;
  } catch (error) {
    if (error instanceof StudioError && error.code === 'bad-model') return error.message;
    throw error;
  }
}

/**
 * How far off it is, at most, after the end of a restored state was taken away: models with a sliding window have lost
 * by then what the new end would see. Infinity where the runtime itself computes more than the new end.
 */
async function erased(
  runtime: KvRuntime,
  tokens: readonly number[],
  { slot, path, signal }: TryOptions,
): Promise<number> {
  const question = await runtime.tokenize(QUESTION);
  let most = 0;
  for (const share of KEPT) {
    const kept = tokens.slice(0, Math.floor(tokens.length * share));
    const asked = [...kept, ...question];
    await runtime.clearSlot(slot);
    await runtime.restoreSlot(slot, path);
    const { reused } = await runtime.prefill(slot, asked, { signal });
    if (reused < kept.length) return Infinity;
    const found = await runtime.probe(slot, CHECK_TOP);
    await runtime.clearSlot(slot);
    // In two steps, so that the portions are as alike as can be.
    await runtime.prefill(slot, kept, { signal });
    await runtime.prefill(slot, asked, { signal });
    most = Math.max(most, compareChecks(await runtime.probe(slot, CHECK_TOP), found).worst);
  }
  return most;
}

/** Tokens of plain sentences with something at the beginning that what follows refers to. */
async function plainTokens(runtime: KvRuntime, count: number): Promise<readonly number[]> {
  const sentences = ['The keeper of the lighthouse is called Marta Oliveira.'];
  for (let at = 1; at <= count / 8 + 1; at += 1) {
    sentences.push(
      `On day ${at} of her log she writes that ${at % 7} ships passed and the wind was ${at % 12}.`,
    );
  }
  const tokens = await runtime.tokenize(sentences.join(' '));
  if (tokens.length >= count) return tokens.slice(0, count);
  return Array.from({ length: count }, (_, at) => tokens[at % tokens.length] ?? 0);
}
