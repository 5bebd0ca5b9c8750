/** What an item is worth, from what was measured. Times in milliseconds. */
import type { KvItem } from '../../model/kvItem';

const DAY_MS = 86_400_000;
/** Time after which a use counts half. */
const HALF_LIFE_MS = 7 * DAY_MS;
/** Bytes a millisecond from a disk, until there is a measured restore. */
const DISK_RATE = 300_000;

type Worth = Pick<KvItem, 'figures' | 'hits' | 'createdAt' | 'lastUsedAt' | 'stored'>;

/** Median of the latest restores from the disk, or undefined before the first. */
export function medianRestoreMs({ figures }: Pick<KvItem, 'figures'>): number | undefined {
  const times = figures.restores.filter(({ from }) => from === 'disk').map(({ ms }) => ms);
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

/** What bringing it back takes: as measured, else by the usual rate of a disk. */
export function expectedRestoreMs(item: Pick<KvItem, 'figures' | 'stored'>): number {
  return medianRestoreMs(item) ?? item.stored.stateBytes / DISK_RATE;
}

/** What computing the first tokens of it takes, in proportion; the first are a little quicker than that. */
export function prefillMsOf({ figures, tokens }: Pick<KvItem, 'figures' | 'tokens'>, count: number): number {
  return tokens.length === 0 ? 0 : (figures.prefillMs * count) / tokens.length;
}

/** Uses to come: those so far, halved every week since the last, and one that halves with its age. */
export function expectedUses({ hits, createdAt, lastUsedAt }: Worth, now: number): number {
  const decay = (since: string): number => 0.5 ** (Math.max(0, now - Date.parse(since)) / HALF_LIFE_MS);
  return hits * decay(lastUsedAt ?? createdAt) + decay(createdAt);
}

/** Milliseconds that it is expected to save, a byte on the disk. What is least goes first. */
export function worthPerByte(item: Worth, now: number): number {
  const saved = Math.max(0, item.figures.prefillMs - expectedRestoreMs(item));
  return (saved * expectedUses(item, now)) / Math.max(1, item.stored.bytes);
}

/** Ids of the items that must go, cheapest first, so that the rest fits; pinned ones never, nor those kept. */
export function toEvict(
  items: readonly (Worth & Pick<KvItem, 'id' | 'pinned'>)[],
  budgetBytes: number,
  now: number,
  keep: ReadonlySet<string> = new Set(),
): string[] {
  let bytes = items.reduce((sum, { stored }) => sum + stored.bytes, 0);
  const sorted = items
    .filter(({ id, pinned }) => !pinned && !keep.has(id))
    .map((item) => ({ item, worth: worthPerByte(item, now) }))
    .sort((a, b) => a.worth - b.worth || (a.item.id < b.item.id ? -1 : 1));
  const gone: string[] = [];
  for (const { item } of sorted) {
    if (bytes <= budgetBytes) break;
    bytes -= item.stored.bytes;
    gone.push(item.id);
  }
  return gone;
}
