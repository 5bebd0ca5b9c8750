import { MEMORY_STATUSES, MEMORY_TYPES } from '../../model/memory';
import type { Facet } from '../../model/query';
import type { EdgeSlot } from '../text/edges';
import type { RecordSlot } from '../text/records';
import type { TextMemory } from '../text/textMemory';
import { Counter } from './counter';
import { keepCount, type Count } from './keptCount';

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
const countsOf = keepCount(() => new FacetCount());

/** Counts types, statuses, tags and relation types; after a change only what it concerns. */
export function facetsOf(memory: TextMemory): Facets {
  return countsOf(memory).facets();
}

class FacetCount implements Count {
  private readonly types = new Counter(MEMORY_TYPES);
  private readonly statuses = new Counter(MEMORY_STATUSES);
  private readonly tags = new Counter([], MOST_TAGS);
  private readonly edgeTypes = new Counter();

  record({ row }: RecordSlot, by: 1 | -1): void {
    this.types.add(row.type, by);
    this.statuses.add(row.status, by);
    for (const tag of row.tags) this.tags.add(tag, by);
  }

  edge({ edge }: EdgeSlot, by: 1 | -1): void {
    this.edgeTypes.add(edge.type, by);
  }

  facets(): Facets {
    return {
      types: this.types.list(),
      statuses: this.statuses.list(),
      tags: this.tags.list(),
      edgeTypes: this.edgeTypes.list(),
    };
  }
}
