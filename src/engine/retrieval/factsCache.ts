import type { MemoryStore } from '../store/port';
import { factsOf, type MemoryFacts } from './facts';

/** Most memories whose facts are kept. */
const MOST = 5000;

/** Facts of memories by id, worked out again when a memory has another version. */
export class FactsCache {
  private readonly known = new Map<string, MemoryFacts>();

  /** Facts in the order of ids; memories that are not there any more are left out. */
  async read(store: MemoryStore, ids: readonly string[], signal?: AbortSignal): Promise<MemoryFacts[]> {
    const stored = await store.get(ids, signal);
    return stored.map((memory) => {
      const before = this.known.get(memory.id);
      if (before?.stored.version === memory.version) return before;
      const facts = factsOf(memory);
      if (this.known.size >= MOST) this.known.clear();
      this.known.set(memory.id, facts);
      return facts;
    });
  }
}
