import { sourceChanges, type SourceChange } from '../../model/derived';
import type { KvItem, KvReason, KvRow, KvStanding } from '../../model/kvItem';
import type { MemoryKey } from '../../model/memory';
import type { KeptItem } from '../items/kvStore';
import { differences, type ModelMark } from '../model/fingerprint';
import { reasonSentence } from './sentences';
import type { SlotTable } from './slotTable';
import { medianRestoreMs } from './worth';

export interface RowContext {
  /** Text of a memory as it is now; left out where memories are not at hand: then nothing is stale. */
  readonly memory?: ((key: MemoryKey) => string | undefined) | undefined;
  /** The model in use, where one runs. */
  readonly mark: ModelMark | undefined;
  readonly slots: SlotTable;
  readonly failed: ReadonlyMap<string, KvReason>;
  readonly now: Date;
}

/** An item as lists show it. */
export function rowOf(kept: KeptItem, context: RowContext): KvRow {
  if (!('item' in kept)) return brokenRow(kept.id, kept.error.message);
  const { item } = kept;
  const changes = context.memory ? sourceChanges(item.sources, context.memory) : [];
  const differs = context.mark ? differences(item.fingerprint, context.mark) : [];
  const slot = differs.length === 0 ? context.slots.slotOf(item.tokens) : null;
  return {
    id: item.id,
    title: item.title,
    origin: item.origin,
    createdAt: item.createdAt,
    lastUsedAt: item.lastUsedAt,
    expiresAt: item.expiresAt,
    pinned: item.pinned,
    tier: slot !== null ? 'ram' : item.stored.encoding === 'zstd' ? 'cold' : 'disk',
    slot,
    ...standingOf(item, kept.sealed, changes, context),
    changes,
    differs,
    tokens: item.tokens.length,
    bytes: item.stored.bytes,
    stateBytes: item.stored.stateBytes,
    hits: item.hits,
    savedMs: item.savedMs,
    prefillMs: item.figures.prefillMs,
    restoreMs: medianRestoreMs(item) ?? null,
  };
}

function standingOf(
  item: KvItem,
  sealed: boolean,
  changes: readonly SourceChange[],
  { failed, now }: RowContext,
): { standing: KvStanding; reason: string } {
  if (!sealed) return { standing: 'foreign', reason: reasonSentence('not-sealed') };
  const failure = failed.get(item.stored.stateHash);
  if (failure !== undefined) return { standing: 'broken', reason: reasonSentence(failure) };
  if (hasExpired(item, now)) return { standing: 'expired', reason: '' };
  return { standing: changes.length > 0 ? 'stale' : 'ready', reason: '' };
}

/** Whether its time is over; a pinned item has none. */
export function hasExpired({ pinned, expiresAt }: Pick<KvItem, 'pinned' | 'expiresAt'>, now: Date): boolean {
  return !pinned && expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
}

function brokenRow(id: string, reason: string): KvRow {
  return {
    id,
    title: '',
    origin: 'memories',
    createdAt: '',
    lastUsedAt: null,
    expiresAt: null,
    pinned: false,
    tier: 'disk',
    slot: null,
    standing: 'broken',
    reason,
    changes: [],
    differs: [],
    tokens: 0,
    bytes: 0,
    stateBytes: 0,
    hits: 0,
    savedMs: 0,
    prefillMs: 0,
    restoreMs: null,
  };
}
