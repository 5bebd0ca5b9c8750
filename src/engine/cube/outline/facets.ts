import { MEMORY_STATUSES, MEMORY_TYPES } from '../../model/memory';
import type { Facet } from '../../model/query';
import type { TextMemory } from '../text/textMemory';
import { forestOf } from './forest';

/** How many memories and relations there are of each sort. */
export interface Facets {
  /** In MemOS's order, others after them by number. */
  readonly types: readonly Facet[];
  readonly statuses: readonly Facet[];
  /** The most frequent tags, at most 200. */
  readonly tags: readonly Facet[];
  readonly edgeTypes: readonly Facet[];
}

const MOST_TAGS = 200;
const known = new WeakMap<TextMemory, { readonly generation: number; readonly facets: Facets }>();

/** Counts types, statuses, tags and relation types; kept until the memory changes. */
export function facetsOf(memory: TextMemory): Facets {
  const before = known.get(memory);
  if (before?.generation === memory.generation) return before.facets;
  const [types, statuses, tags, edges] = [new Counter(), new Counter(), new Counter(), new Counter()];
  for (const row of forestOf(memory).rows) {
    types.add(row.type);
    statuses.add(row.status);
    for (const tag of row.tags) tags.add(tag);
  }
  for (const { edge } of memory.edges.slots) edges.add(edge.type);
  const facets: Facets = {
    types: types.list(MEMORY_TYPES),
    statuses: statuses.list(MEMORY_STATUSES),
    tags: tags.list([]).slice(0, MOST_TAGS),
    edgeTypes: edges.list([]),
  };
  known.set(memory, { generation: memory.generation, facets });
  return facets;
}

class Counter {
  private readonly counts = new Map<string, number>();

  add(value: string): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  /** `first` before the others, then by number, then by name. */
  list(first: readonly string[]): Facet[] {
    const place = (value: string): number => {
      const at = first.indexOf(value);
      return at < 0 ? first.length : at;
    };
    return [...this.counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => place(a.value) - place(b.value) || b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}
