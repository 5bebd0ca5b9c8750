/** A numbered thing and its score. */
export interface Rated {
  readonly n: number;
  readonly score: number;
}

/** Keeps the best of many: the highest scores, of equal ones the smaller number. A binary heap, the worst on top. */
export class Best {
  private readonly heap: Rated[] = [];

  constructor(private readonly count: number) {}

  /** What a score must reach to get in. */
  get least(): number {
    return this.heap.length < this.count ? -Infinity : (this.heap[0]?.score ?? Infinity);
  }

  add(n: number, score: number): void {
    const { heap, count } = this;
    if (heap.length < count) {
      heap.push({ n, score });
      this.rise(heap.length - 1);
    } else if (count > 0 && worse(heap[0]!, n, score)) {
      heap[0] = { n, score };
      this.sink();
    }
  }

  /** The best first. */
  sorted(): Rated[] {
    return [...this.heap].sort((a, b) => b.score - a.score || a.n - b.n);
  }

  private rise(from: number): void {
    const { heap } = this;
    const item = heap[from]!;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (worse(heap[above]!, item.n, item.score)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = item;
  }

  private sink(): void {
    const { heap } = this;
    const item = heap[0]!;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      const right = heap[below + 1];
      if (right && worse(right, heap[below]!.n, heap[below]!.score)) below++;
      if (worse(item, heap[below]!.n, heap[below]!.score)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = item;
  }
}

/** Whether `one` comes after the other. */
const worse = (one: Rated, n: number, score: number): boolean =>
  one.score < score || (one.score === score && one.n > n);
