/** A numbered thing and its score. */
export interface Rated {
  readonly n: number;
  readonly score: number;
}

/** Keeps the best of many: the highest scores, of equal ones the smaller number. A binary heap, the worst on top. */
export class Best {
  /** In two lists of numbers, which make no garbage. */
  private readonly ns: number[] = [];
  private readonly scores: number[] = [];

  constructor(private readonly count: number) {}

  /** What a score must reach to get in. */
  get least(): number {
    return this.ns.length < this.count ? -Infinity : (this.scores[0] ?? Infinity);
  }

  add(n: number, score: number): void {
    const { length } = this.ns;
    if (length < this.count) this.rise(length, n, score);
    else if (length > 0 && this.worse(0, n, score)) this.sink(n, score);
  }

  /** The best first. */
  sorted(): Rated[] {
    const rated = this.ns.map((n, at) => ({ n, score: this.scores[at]! }));
    return rated.sort((a, b) => b.score - a.score || a.n - b.n);
  }

  /** Puts one into a free place, or further up. */
  private rise(free: number, n: number, score: number): void {
    let at = free;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.worse(above, n, score)) break;
      this.put(at, this.ns[above]!, this.scores[above]!);
      at = above;
    }
    this.put(at, n, score);
  }

  /** Puts one into the place on top, or further down. */
  private sink(n: number, score: number): void {
    const { ns, scores } = this;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= ns.length) break;
      if (below + 1 < ns.length && this.worse(below + 1, ns[below]!, scores[below]!)) below++;
      if (!this.worse(below, n, score)) break;
      this.put(at, ns[below]!, scores[below]!);
      at = below;
    }
    this.put(at, n, score);
  }

  private put(at: number, n: number, score: number): void {
    this.ns[at] = n;
    this.scores[at] = score;
  }

  /** Whether what stands at a place comes after another one. */
  private worse(at: number, n: number, score: number): boolean {
    const own = this.scores[at]!;
    return own < score || (own === score && this.ns[at]! > n);
  }
}
