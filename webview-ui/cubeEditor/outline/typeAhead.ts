import type { Outline } from '../state/pages';

/** Milliseconds after which a letter begins a new word. */
const PAUSE = 700;

/** Remembers the letters typed in quick succession. */
export class TypeAhead {
  private word = '';
  private last = 0;

  /** Index of the next loaded row that begins with what was typed, or -1. The same letter again goes on. */
  find(letter: string, outline: Outline, from: number, now: number): number {
    const fresh = now - this.last > PAUSE;
    this.last = now;
    const again = !fresh && this.word === letter.toLowerCase();
    this.word = fresh || again ? letter.toLowerCase() : this.word + letter.toLowerCase();
    const start = this.word.length === 1 ? from + 1 : Math.max(from, 0);
    for (let step = 0; step < outline.total; step++) {
      const index = (start + step) % outline.total;
      if (outline.rows.get(index)?.title.toLowerCase().startsWith(this.word)) return index;
    }
    return -1;
  }
}
