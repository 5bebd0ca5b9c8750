import type { Connection } from './connection';

/**
 * What was worked out from a store, kept until anybody writes to it. Holds things of a given size together at most;
 * those that were asked for longest ago go first.
 */
export class UntilWritten<T> {
  private readonly kept = new Map<string, { readonly value: T; readonly size: number }>();
  private stamp = '';
  private total = 0;

  constructor(
    private readonly connection: Connection,
    private readonly most: number,
  ) {}

  /** Forgets everything where the store has changed; to be called before a question asks for several things. */
  refresh(): void {
    const stamp = this.connection.stamp();
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.kept.clear();
    this.total = 0;
  }

  /** What `make` gives, now or when it was asked for before; `size` tells how much of the room that takes. */
  get(key: string, make: () => T, size: (value: T) => number): T {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.value;
    }
    const value = make();
    const item = { value, size: size(value) };
    this.kept.set(key, item);
    this.total += item.size;
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.total <= this.most) break;
      this.kept.delete(oldest);
      this.total -= freed;
    }
    return value;
  }
}
