import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../base/errors';

const FIRST_MS = 250;
const LONGEST_MS = 30_000;
const MOST = 6;

/** Waits between starts that grow with each crash, until it is given up. */
export class Backoff {
  private failures = 0;
  private last = 0;

  failed(): void {
    this.failures += 1;
    this.last = Date.now();
  }

  worked(): void {
    this.failures = 0;
  }

  /** Resolves when the next start may be tried. Throws StudioError `unavailable` after too many crashes. */
  async wait(): Promise<void> {
    if (this.failures === 0) return;
    if (this.failures >= MOST) {
      throw new StudioError('unavailable', `The llama.cpp process crashed ${this.failures} times in a row.`, {
        remedy: 'Choose another model, or restart it in the Models view.',
      });
    }
    const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.failures - 1));
    await sleep(Math.max(0, this.last + pause - Date.now()));
  }
}
