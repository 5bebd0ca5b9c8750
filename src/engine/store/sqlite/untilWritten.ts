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

  get(key: string): T | undefined {
    const known = this.kept.get(key);
    if (!known) return undefined;
    this.kept.delete(key);
    this.kept.set(key, known);
    return known.value;
  }

  set(key: string, value: T, size: number): void {
    this.total += size - (this.kept.get(key)?.size ?? 0);
    this.kept.delete(key);
    this.kept.set(key, { value, size });
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.total <= this.most) break;
      this.kept.delete(oldest);
      this.total -= freed;
    }
  }
}
