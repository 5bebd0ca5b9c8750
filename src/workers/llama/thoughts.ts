/** What stands around a model's thoughts, for instance `<think>` and `</think>`. */
export interface ThoughtMarks {
  readonly begin: string;
  readonly end: string;
}

/** Takes the thoughts that an answer begins with out of it, and the blanks behind them, while it comes in pieces. */
export class Thoughts {
  private state: 'start' | 'inside' | 'behind' | 'over';
  private held = '';

  /** `open` where the prompt ends within thoughts already. */
  constructor(
    private readonly marks: ThoughtMarks,
    open: boolean,
  ) {
    this.state = open ? 'inside' : 'start';
  }

  /** Takes a piece and gives what is certain to belong to the answer. */
  push(piece: string): string {
    if (this.state === 'over') return piece;
    this.held += piece;
    if (this.state === 'start') this.begin();
    if (this.state === 'inside') this.end();
    if (this.state === 'behind' && this.held.trim() !== '') {
      this.held = this.held.trimStart();
      this.state = 'over';
    }
    return this.state === 'over' ? this.finish() : '';
  }

  /** The answer is at its end: what was held back belongs to it, but thoughts do not. */
  finish(): string {
    const rest = this.state === 'start' || this.state === 'over' ? this.held : '';
    this.held = '';
    return rest;
  }

  private begin(): void {
    const text = this.held.trimStart();
    const { begin } = this.marks;
    if (text.startsWith(begin)) {
      this.held = text.slice(begin.length);
      this.state = 'inside';
    } else if (!begin.startsWith(text)) {
      this.state = 'over';
    }
  }

  private end(): void {
    const { end } = this.marks;
    const at = this.held.indexOf(end);
    // Of thoughts only what may be the start of their end is kept.
    this.held = at < 0 ? this.held.slice(-(end.length - 1)) : this.held.slice(at + end.length);
    if (at >= 0) this.state = 'behind';
  }
}
