/** The terms of a text as one string, which is quicker to keep and to search for a few of them than a table. */
export class Terms {
  /** `lines` is what `write` made; `length` counts the terms, repeated ones as often as they occur. */
  constructor(
    private readonly lines: string,
    readonly length: number,
  ) {}

  /** Terms with a line break before each and after the last. */
  static write(terms: readonly string[]): string {
    return `\n${terms.map((term) => `${term}\n`).join('')}`;
  }

  /** How often a term occurs. */
  count(term: string): number {
    return this.countLine(lineOf(term));
  }

  /** The same for the line of a term, made once for many texts. */
  countLine(line: string): number {
    const { lines } = this;
    let count = 0;
    // To look for the term first and then for the break before it is quicker than to look for both at once.
    for (let at = lines.indexOf(line); at >= 0; at = lines.indexOf(line, at + line.length)) {
      if (lines.charCodeAt(at - 1) === BREAK) count++;
    }
    return count;
  }

  has(term: string): boolean {
    return this.count(term) > 0;
  }
}

const BREAK = 10;

export const lineOf = (term: string): string => `${term}\n`;
