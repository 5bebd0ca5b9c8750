import type { Facet } from '../../model/query';

/** Counts values; the sorted list is made anew only when a number has changed. */
export class Counter {
  private readonly counts = new Map<string, number>();
  /** What is yet to be added to `counts`. */
  private readonly pending = new Map<string, number>();
  private listed: readonly Facet[] | undefined;

  /**
   * @param first stand before all other values, in this order
   * @param most so many values at most are listed
   */
  constructor(
    private readonly first: readonly string[] = [],
    private readonly most = Infinity,
  ) {}

  add(value: string, by: number): void {
    this.pending.set(value, (this.pending.get(value) ?? 0) + by);
  }

  /** Values that occur: those named first before the others, then by number, then by name. */
  list(): readonly Facet[] {
    for (const [value, by] of this.pending) {
      if (by === 0) continue;
      const count = (this.counts.get(value) ?? 0) + by;
      if (count === 0) this.counts.delete(value);
      else this.counts.set(value, count);
      this.listed = undefined;
    }
    this.pending.clear();
    return (this.listed ??= this.sorted());
  }

  private sorted(): Facet[] {
    const list: Facet[] = [];
    const cut = (): Facet | undefined => {
      list.sort((a, b) => this.compare(a, b));
      list.length = Math.min(list.length, this.most);
      return list.at(-1);
    };
    let worst: Facet | undefined;
    for (const [value, count] of this.counts) {
      const facet = { value, count };
      if (worst && this.compare(worst, facet) < 0) continue;
      if (list.push(facet) >= 2 * this.most) worst = cut();
    }
    cut();
    return list;
  }

  private compare(a: Facet, b: Facet): number {
    return this.place(a) - this.place(b) || b.count - a.count || (a.value < b.value ? -1 : 1);
  }

  private place({ value }: Facet): number {
    const at = this.first.indexOf(value);
    return at < 0 ? this.first.length : at;
  }
}
