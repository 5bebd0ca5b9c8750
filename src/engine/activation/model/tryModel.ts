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
/** Share of the text that is taken away from its end and written anew. */
const ERASED = 0.4;
/**
 * Another portioning of the same tokens moves log-probabilities by some hundredths; a lost part of the text by units.
 */
const ERASE_TOLERANCE = 0.5;

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
    worst,
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
    return report(true, await erases(runtime, text, options), '', worst);
  } finally {
    await rm(path, { force: true });
    await runtime.clearSlot(slot).catch(() => undefined);
  }
}

const OTHERWISE = 'After a restored state this model says something else than before.';

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

/** Whether the slot, which holds the text, gives the same with another end as one that computes all of it. */
async function erases(
  runtime: KvRuntime,
  text: readonly number[],
  { slot, signal }: TryOptions,
): Promise<boolean> {
  const kept = Math.floor(text.length * (1 - ERASED));
  // The same text from its beginning: tokens that the model surely knows, in an order that it has not seen.
  const other = [...text.slice(0, kept), ...text.slice(1, 1 + text.length - kept)];
  const { reused } = await runtime.prefill(slot, other, { signal });
  if (reused < kept) return false;
  const kept1 = await runtime.probe(slot, CHECK_TOP);
  await runtime.clearSlot(slot);
  await runtime.prefill(slot, other, { signal });
  const { worst } = compareChecks(await runtime.probe(slot, CHECK_TOP), kept1);
  return worst <= ERASE_TOLERANCE;
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
