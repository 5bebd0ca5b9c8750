/** Turns tokens into text; the second list has those before them. */
export type Detokenize = (tokens: readonly number[], before: readonly number[]) => string;

/** What a decoder writes where bytes are no whole character, or not yet. */
const UNFINISHED = '\u{FFFD}';
/** Tokens that one character may take; one that takes more is broken, and is given as it is. */
const LONGEST = 8;
/** Tokens before a piece that decide about its spaces. */
const BEFORE = 16;

/** Text from tokens one by one, always cut between whole characters. */
export class TextPieces {
  private open: number[] = [];
  private before: number[] = [];

  constructor(private readonly detokenize: Detokenize) {}

  /** The text that the token completes; '' while a character is unfinished. */
  push(token: number): string {
    this.open.push(token);
    const text = this.detokenize(this.open, this.before);
    if (text.endsWith(UNFINISHED) && this.open.length < LONGEST) return '';
    this.before = [...this.before, ...this.open].slice(-BEFORE);
    this.open = [];
    return text;
  }

  /** What is left when no token follows. */
  finish(): string {
    const text = this.open.length > 0 ? this.detokenize(this.open, this.before) : '';
    this.open = [];
    return text;
  }
}
