import { rm } from 'node:fs/promises';
import { StudioError } from '../../base/errors';
import type { KvRuntime } from '../../inference/ports';
import type {
  FingerprintPart,
  KvCapability,
  KvCheckResult,
  KvItem,
  KvOutcome,
  KvReason,
} from '../../model/kvItem';
import type { KeptItem, KvStore } from '../items/kvStore';
import { unpackState } from '../items/pack';
import { differences, type ModelMark } from '../model/fingerprint';
import { isBadState } from '../state/stateSource';
import { commonLength } from './commonLength';
import { CHECK_TOP, compareChecks } from './compareChecks';
import { reasonSentence } from './sentences';
import type { SlotTable } from './slotTable';
import { expectedRestoreMs, prefillMsOf, worthPerByte } from './worth';

/** Fewer common tokens than this are no beginning worth speaking of: templates begin alike. */
const FEWEST = 16;

export interface RestoreRequest {
  readonly tokens: readonly number[];
  readonly items: readonly KeptItem[];
  readonly mark: ModelMark;
  /** What is known of the model; asked for only before a state is brought back. */
  readonly capability: () => Promise<KvCapability>;
  /** Bring it back even where computing is expected to be quicker. */
  readonly always?: boolean | undefined;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

/** An item whose beginning fits, and how far. */
interface Candidate {
  readonly item: KvItem;
  readonly sealed: boolean;
  readonly length: number;
}

/** What was measured while a state was brought back. */
interface Brought {
  readonly restoreMs: number;
  readonly checkMs: number;
  readonly check: KvCheckResult | null;
}

/** Why an item was of no use. */
interface Refusal extends Partial<Brought> {
  readonly reason: KvReason;
  readonly item: string;
  readonly differs?: readonly FingerprintPart[];
  readonly sentence?: string;
}

/**
 * Gets the beginning of a prompt into a slot: one that has it, else the item with the longest common beginning, else
 * nothing, and the model computes it. Each step is checked by what the runtime reports, and what happened is told.
 */
export class Restorer {
  /** Items that failed, by the hash of their state: they are not tried again. */
  readonly failed = new Map<string, KvReason>();

  constructor(
    private readonly runtime: KvRuntime,
    private readonly store: KvStore,
    private readonly slots: SlotTable,
  ) {}

  /** Rejects with what the runtime rejects with, but for states that it does not take; AbortError. */
  async prepare(request: RestoreRequest): Promise<KvOutcome> {
    const started = performance.now();
    const { tokens } = request;
    const { length: common } = this.slots.best(tokens);
    const inSlot = common >= FEWEST ? common : 0;
    const candidates = candidatesOf(request).filter(({ length }) => length >= FEWEST && length > inSlot);
    let refusal: Refusal | undefined;
    for (const candidate of candidates) {
      const refused = await this.refuses(candidate, inSlot, request);
      if (refused === undefined) {
        const slot = this.victim(request);
        const brought = await this.bring(candidate, slot, request);
        if (!('reason' in brought)) return outcomeOf(request, started, { candidate, slot, brought });
        this.failed.set(candidate.item.stored.stateHash, brought.reason);
        refusal ??= brought;
        continue;
      }
      refusal ??= refused;
      if (refused.reason === 'not-worth-it') break;
    }
    // A slot may have been given up for an item that failed.
    const held = this.slots.best(tokens);
    if (held.length >= FEWEST) return this.reuse(held, request, started, refusal);
    const slot = this.victim(request);
    return prefilled(request, started, slot, refusal);
  }

  /** Why an item is not even tried. */
  private async refuses(
    { item, sealed, length }: Candidate,
    inSlot: number,
    { mark, capability, always, now }: RestoreRequest,
  ): Promise<Refusal | undefined> {
    const refuse = (reason: KvReason, more: Partial<Refusal> = {}): Refusal => ({
      reason,
      item: item.id,
      ...more,
    });
    const differs = differences(item.fingerprint, mark);
    if (differs.length > 0) return refuse('other-fingerprint', { differs });
    if (!sealed) return refuse('not-sealed');
    if (!item.pinned && item.expiresAt !== null && Date.parse(item.expiresAt) <= now.getTime()) {
      return refuse('expired');
    }
    const before = this.failed.get(item.stored.stateHash);
    if (before !== undefined) return refuse(before);
    const gained = prefillMsOf(item, length) - prefillMsOf(item, inSlot);
    if (always !== true && gained <= expectedRestoreMs(item)) return refuse('not-worth-it');
    const { restores, reason } = await capability();
    if (!restores) return refuse('model-cannot', { sentence: reason });
    return undefined;
  }

  /** Brings a state back into a slot and checks that it is there and means the same. */
  private async bring(
    { item, length }: Candidate,
    slot: number,
    { signal }: RestoreRequest,
  ): Promise<Brought | Refusal> {
    const started = performance.now();
    const refuse = async (reason: KvReason, more: Partial<Refusal> = {}): Promise<Refusal> => {
      await this.runtime.clearSlot(slot);
      return { reason, item: item.id, ...more };
    };
    this.slots.set(slot, [], null);
    if (!(await this.store.isWhole(item, signal).catch(unreadable))) return refuse('damaged');
    try {
      const back = await this.load(item, slot, signal);
      if (back !== item.tokens.length) return await refuse('fewer-tokens');
    } catch (error) {
      if (isBadState(error)) return refuse('damaged');
      if (error instanceof StudioError && error.code === 'bad-model') {
        return refuse('refused', { sentence: error.message });
      }
      throw error;
    }
    const restoreMs = performance.now() - started;
    const check = compareChecks(item.check, await this.runtime.probe(slot, CHECK_TOP));
    const checkMs = performance.now() - started - restoreMs;
    if (!check.passed) return refuse('check-failed', { restoreMs, checkMs, check });
    // Computes nothing where all is well: it takes the rest away, and tells how much was there.
    const { reused } = await this.runtime.prefill(slot, item.tokens.slice(0, length), { signal });
    if (reused < length) return refuse('fewer-tokens', { restoreMs, checkMs, check });
    this.slots.set(slot, item.tokens.slice(0, length), item.id);
    return { restoreMs, checkMs, check };
  }

  /** Gives the file to llama.cpp, unpacked where it is compressed. Gives the tokens that the slot holds then. */
  private async load(item: KvItem, slot: number, signal: AbortSignal | undefined): Promise<number> {
    const path = this.store.stateOf(item);
    if (item.stored.encoding === 'plain') return (await this.runtime.restoreSlot(slot, path)).tokens;
    const part = await this.store.part(item.id);
    try {
      await unpackState(path, part, { bytes: item.stored.stateBytes, hash: item.stored.stateHash }, signal);
      return (await this.runtime.restoreSlot(slot, part)).tokens;
    } finally {
      await rm(part, { force: true });
    }
  }

  private async reuse(
    { slot, length, item }: { slot: number; length: number; item: string | null },
    request: RestoreRequest,
    started: number,
    refusal: Refusal | undefined,
  ): Promise<KvOutcome> {
    const { tokens, items, signal } = request;
    const { reused } = await this.runtime.prefill(slot, tokens.slice(0, length), { signal });
    this.slots.set(slot, tokens.slice(0, length), item);
    if (reused < length) {
      const reason = 'fewer-tokens';
      return prefilled(request, started, slot, refusal ?? { reason, item: item ?? '', sentence: SLOT_LOST });
    }
    const kept = items.find((each) => each.id === item);
    const totalMs = performance.now() - started;
    return {
      kind: 'reused-ram',
      reason: null,
      sentence: `${reused} of ${tokens.length} tokens stood in slot ${slot} already.`,
      item,
      slot,
      promptTokens: tokens.length,
      reused,
      restoreMs: totalMs,
      checkMs: 0,
      prefillMs: 0,
      totalMs,
      check: null,
      savedMs: kept && 'item' in kept ? prefillMsOf(kept.item, reused) - totalMs : 0,
    };
  }

  private victim({ items, now }: RestoreRequest): number {
    return this.slots.victim((id) => {
      const kept = items.find((each) => each.id === id);
      return kept && 'item' in kept ? worthPerByte(kept.item, now.getTime()) : 0;
    });
  }
}

const SLOT_LOST = 'The slot held fewer tokens than it should: something else used it.';

/** Longest common beginning first; of equal ones, those of this model. */
function candidatesOf({ tokens, items, mark }: RestoreRequest): Candidate[] {
  const differs = ({ item }: Candidate): number => differences(item.fingerprint, mark).length;
  return items
    .flatMap((kept): Candidate[] =>
      'item' in kept
        ? [{ item: kept.item, sealed: kept.sealed, length: commonLength(kept.item.tokens, tokens) }]
        : [],
    )
    .sort((a, b) => b.length - a.length || differs(a) - differs(b) || Number(b.sealed) - Number(a.sealed));
}

function outcomeOf(
  { tokens }: RestoreRequest,
  started: number,
  { candidate, slot, brought }: { candidate: Candidate; slot: number; brought: Brought },
): KvOutcome {
  const { item, length } = candidate;
  const totalMs = performance.now() - started;
  return {
    kind: 'restored',
    reason: null,
    sentence: `${length} of ${tokens.length} tokens were brought back from the disk and checked.`,
    item: item.id,
    slot,
    promptTokens: tokens.length,
    reused: length,
    ...brought,
    prefillMs: 0,
    totalMs,
    savedMs: prefillMsOf(item, length) - totalMs,
  };
}

function prefilled(
  { tokens }: RestoreRequest,
  started: number,
  slot: number,
  refusal: Refusal | undefined,
): KvOutcome {
  const reason = refusal?.reason ?? 'nothing-kept';
  return {
    kind: 'prefilled',
    reason,
    sentence: refusal?.sentence ?? reasonSentence(reason, refusal?.differs),
    item: refusal?.item ?? null,
    slot,
    promptTokens: tokens.length,
    reused: 0,
    restoreMs: refusal?.restoreMs ?? 0,
    checkMs: refusal?.checkMs ?? 0,
    prefillMs: 0,
    totalMs: performance.now() - started,
    check: refusal?.check ?? null,
    savedMs: 0,
  };
}

/** A state that cannot be read is no whole one. */
function unreadable(error: unknown): boolean {
  if (error instanceof StudioError) return false;
  throw error;
}
