import type { MemoryRow } from './memory';

/** Which memories to list. Empty lists mean all. */
export interface Filter {
  /** Words that must all appear, in text, title, tags, sources or id; case does not count. */
  readonly text: string;
  readonly types: readonly string[];
  readonly statuses: readonly string[];
  readonly tags: readonly string[];
  /** Only memories used or changed in the last so many days. */
  readonly usedWithinDays?: number | undefined;
}

export const EMPTY_FILTER: Filter = { text: '', types: [], statuses: [], tags: [] };

export type SortKey = 'file' | 'title' | 'type' | 'status' | 'uses' | 'chars' | 'updatedAt' | 'confidence';

export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

export interface OutlineQuery {
  readonly filter: Filter;
  readonly sort: Sort;
  /** Keys of expanded memories; with a filter, matches are shown with their ancestors expanded. */
  readonly expanded: readonly string[];
  /** `tree` follows PARENT relations, `flat` is a plain table. */
  readonly shape: 'tree' | 'flat';
}

/** One line of the outline. */
export interface OutlineRow extends MemoryRow {
  readonly depth: number;
  readonly childCount: number;
  readonly expanded: boolean;
  /** False for an ancestor that is shown only because of a descendant. */
  readonly matches: boolean;
  /** Uses in each of the last 30 days, oldest first; empty when never used. */
  readonly heat: readonly number[];
  /** Rough count of tokens of the text. */
  readonly tokens: number;
  /** 1-based place among its siblings and their number, for screen readers. */
  readonly position: number;
  readonly siblings: number;
}

export interface OutlinePage {
  /** Number of the query; rows of another generation are of no use. */
  readonly generation: number;
  readonly total: number;
  readonly matches: number;
  readonly from: number;
  readonly rows: readonly OutlineRow[];
}

/** A value and how many memories (or relations) have it. */
export interface Facet {
  readonly value: string;
  readonly count: number;
}
