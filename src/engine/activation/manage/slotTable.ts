import { commonLength } from './commonLength';

/** What a slot is known to hold at its beginning; more may follow. */
interface SlotEntry {
  readonly slot: number;
  readonly tokens: readonly number[];
  /** The item that these tokens begin with or are of, where there is one. */
  readonly item: string | null;
  /** Grows with each use. */
  readonly used: number;
}

/** What the slots of a running model hold, as far as it was put there by us. */
export class SlotTable {
  private entries: SlotEntry[] = [];
  private epoch: number | undefined;
  private uses = 0;

  /** Forgets everything where the process was started again, and where its slots are others. */
  sync(epoch: number, slots: readonly number[]): void {
    if (this.epoch === epoch && this.entries.length === slots.length) return;
    this.epoch = epoch;
    this.entries = slots.map((slot) => ({ slot, tokens: [], item: null, used: 0 }));
  }

  /** The slot with the longest common beginning. */
  best(tokens: readonly number[]): { slot: number; length: number; item: string | null } {
    return this.entries
      .map(({ slot, item, ...entry }) => ({ slot, item, length: commonLength(entry.tokens, tokens) }))
      .reduce((most, each) => (each.length > most.length ? each : most), { slot: -1, item: null, length: 0 });
  }

  /** The slot whose content is least worth: an empty one, then by what its item is worth, then the one used longest ago. */
  victim(worth: (item: string) => number): number {
    const valued = this.entries.map((entry) => ({
      ...entry,
      worth: entry.tokens.length === 0 ? -1 : entry.item === null ? 0 : worth(entry.item),
    }));
    valued.sort((a, b) => a.worth - b.worth || a.used - b.used || a.slot - b.slot);
    return valued[0]?.slot ?? 0;
  }

  /** Notes what a slot holds now; no tokens where that is not known. */
  set(slot: number, tokens: readonly number[], item: string | null): void {
    this.uses += 1;
    const used = this.uses;
    this.entries = this.entries.map((entry) => (entry.slot === slot ? { slot, tokens, item, used } : entry));
  }

  /** Slot that holds all tokens of an item, or null. */
  slotOf(tokens: readonly number[]): number | null {
    const held = this.entries.find((entry) => commonLength(entry.tokens, tokens) === tokens.length);
    return held === undefined || tokens.length === 0 ? null : held.slot;
  }
}
