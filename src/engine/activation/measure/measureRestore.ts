/** Time to the first token with and without an item, measured in one go. Milliseconds. */
import type { KvRuntime } from '../../inference/ports';
import type { KvItem, KvOutcome } from '../../model/kvItem';
import type { KvManager } from '../manage/kvManager';
import { promptOfTokens } from './textOfTokens';

export interface RestoreRow {
  /** Tokens of the memory, the question not counted. */
  readonly tokens: number;
  readonly bytes: number;
  /** First token of an answer when everything is computed. */
  readonly cold_ms: number;
  /** Bringing the item back: its hash, loading, the check. Median. */
  readonly restore_ms: number;
  /** First token of an answer when the item is brought back first, all of it counted. Median. */
  readonly ttft_ms: number;
  /** 1 − ttft / cold. */
  readonly reduction: number;
  readonly build_ms: number;
  readonly save_ms: number;
  /** What happened, of the median one. */
  readonly outcome: KvOutcome;
}

export interface MeasureRestoreOptions {
  readonly runtime: KvRuntime;
  /** A manager that has read nothing yet, over the same folder each time: each restore is like the first of a process. */
  readonly open: () => KvManager;
  /** Memory tokens, about. */
  readonly sizes: readonly number[];
  /** Restores of each size; the median counts. */
  readonly times: number;
  readonly onStep?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const QUESTION = { role: 'user' as const, content: 'Which box holds a tent?' };

/** A row a size. Throws what the model and the disk throw; AbortError. */
export async function measureRestore(options: MeasureRestoreOptions): Promise<RestoreRow[]> {
  const { runtime, open, sizes, signal, onStep } = options;
  const rows: RestoreRow[] = [];
  for (const size of sizes) {
    const prompt = await promptOfTokens(runtime, size);
    onStep?.(`${size} tokens: building`);
    await emptySlots(runtime);
    const item = await open().build(prompt, { signal });
    onStep?.(`${size} tokens: without it`);
    const cold = await coldMs(runtime, item, signal);
    onStep?.(`${size} tokens: with it`);
    const warm = await restoredTimes(options, item);
    rows.push(rowOf(item, cold, warm));
    await open().remove(item.id);
  }
  return rows;
}

/** Empties all slots, so that nothing is there. */
export async function emptySlots(runtime: KvRuntime): Promise<void> {
  const { slots } = await runtime.facts();
  for (let slot = 0; slot < slots; slot += 1) await runtime.clearSlot(slot);
}

const asks = ({ messages }: KvItem, signal: AbortSignal | undefined) => ({
  messages: [...messages, QUESTION],
  maxTokens: 1,
  temperature: 0,
  signal,
});

async function coldMs(runtime: KvRuntime, item: KvItem, signal: AbortSignal | undefined): Promise<number> {
  await emptySlots(runtime);
  const started = performance.now();
  await runtime.complete(asks(item, signal), 0);
  return performance.now() - started;
}

interface Warm {
  readonly ms: number;
  readonly outcome: KvOutcome;
}

async function restoredTimes(
  { runtime, open, times, signal }: MeasureRestoreOptions,
  item: KvItem,
): Promise<Warm[]> {
  const found: Warm[] = [];
  for (let time = 0; time < times; time += 1) {
    await emptySlots(runtime);
    const manager = open();
    const started = performance.now();
    const { outcome } = await manager.complete(asks(item, signal));
    found.push({ ms: performance.now() - started, outcome });
  }
  return found.sort((a, b) => a.ms - b.ms);
}

function rowOf(item: KvItem, cold: number, warm: readonly Warm[]): RestoreRow {
  const median = warm[Math.floor(warm.length / 2)];
  if (!median) throw new RangeError('At least one restore is measured.');
  const { outcome, ms } = median;
  return {
    tokens: item.tokens.length,
    bytes: item.stored.stateBytes,
    cold_ms: cold,
    restore_ms: outcome.restoreMs + outcome.checkMs,
    ttft_ms: ms,
    reduction: 1 - ms / cold,
    build_ms: item.figures.buildMs,
    save_ms: item.figures.saveMs,
    outcome,
  };
}
