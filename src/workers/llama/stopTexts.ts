/**
 * Ends a text at the first of some stop texts, while it comes in pieces. Of several, the one counts that is complete
 * first, and of those that are complete at once the longest; so how the text is cut makes no difference.
 */
export class StopTexts {
  private held = '';
  private readonly stops: readonly string[];
  /** Whether a stop text came; what is pushed afterwards is lost. */
  stopped = false;

  constructor(stops: readonly string[]) {
    // The longest first.
    this.stops = stops.filter((stop) => stop !== '').sort((a, b) => b.length - a.length);
  }

  /** Takes a piece and gives what is certain to belong to the text: all but what may be the start of a stop text. */
  push(piece: string): string {
    if (this.stopped) return '';
    const text = this.held + piece;
    for (let end = this.held.length + 1; end <= text.length; end += 1) {
      const stop = this.stops.find((each) => text.endsWith(each, end));
      if (stop === undefined) continue;
      this.stopped = true;
      this.held = '';
      return text.slice(0, end - stop.length);
    }
    const certain = text.length - this.openEnd(text);
    this.held = text.slice(certain);
    return text.slice(0, certain);
  }

  /** The text is at its end: what was held back belongs to it. */
  finish(): string {
    const rest = this.held;
    this.held = '';
    return rest;
  }

  /** Length of the longest end of the text that a stop text begins with. */
  private openEnd(text: string): number {
    const most = Math.min(text.length, (this.stops[0]?.length ?? 1) - 1);
    for (let length = most; length > 0; length -= 1) {
      const end = text.slice(text.length - length);
      if (this.stops.some((stop) => stop.length > length && stop.startsWith(end))) return length;
    }
    return 0;
  }
}
