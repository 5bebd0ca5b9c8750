import type { Disposable } from '../base/events';
import type { Embedder } from '../inference/ports';
import type { SearchResult } from '../model/search';
import type { MemoryStore } from '../store/port';
import { checkTaken } from './checkTaken';

/** Compares vectors that were taken over from a cube when they are found, behind the search that found them. */
export class HitChecks implements Disposable {
  private controller = new AbortController();

  /** `onDiffered` is called when a vector was of another text than its memory has: the search would go otherwise. */
  constructor(private readonly onDiffered: () => void) {}

  /** Looks at the hits of a search; what is left of the one before is given up. */
  found(store: MemoryStore, embedder: Embedder, { hits, embedder: used }: SearchResult): void {
    this.controller.abort();
    if (!used || hits.length === 0) return;
    this.controller = new AbortController();
    const { signal } = this.controller;
    checkTaken(store, embedder, { ids: hits.map(({ key }) => key), signal, portion: 4 }).then(
      ({ differed }) => {
        if (differed > 0) this.onDiffered();
      },
      // What could not be compared now is compared when it is found again.
      () => undefined,
    );
  }

  dispose(): void {
    this.controller.abort();
  }
}
