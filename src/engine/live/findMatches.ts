import { wordsOf } from '../cube/outline/words';
import type { Filter, Sort } from '../model/query';
import type { MemoryStore } from '../store/port';
import { containing, storeFilter } from './storeFilter';

/** Splits a text into the terms that a store's lexical index knows. */
export type Analyse = (text: string) => readonly string[];

/** Memories that a filter lets through, at most `limit`. */
export interface FoundIds {
  readonly ids: readonly string[];
  /** How many there are in all, as far as the store tells. */
  readonly total: number;
}

export interface FindOptions {
  readonly now: Date;
  readonly limit: number;
  readonly sort?: Sort | undefined;
  /** Words as they are typed, in lower case, where left out. */
  readonly analyse?: Analyse | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds what a filter lets through. With a text: what the lexical index of the store finds, best first, what
 * contains the text as it is typed, and the memory with this id.
 */
export async function findMatches(
  store: MemoryStore,
  filter: Filter,
  options: FindOptions,
): Promise<FoundIds> {
  const { limit, sort, signal } = options;
  const narrowed = storeFilter(filter, options.now);
  const text = filter.text.trim();
  if (text === '') {
    const { rows, total } = await store.list({ ...narrowed, sort, offset: 0, limit }, signal);
    return { ids: rows.map(({ id }) => id), total };
  }
  const terms = options.analyse?.(text) ?? wordsOf(text);
  const [lexical, typed, named] = await Promise.all([
    terms.length > 0 ? store.lexical({ ...narrowed, terms, limit }, signal) : [],
    narrowed.memos === undefined
      ? store.list({ ...narrowed, memos: containing(text), offset: 0, limit }, signal)
      : { rows: [] },
    store.get([text], signal),
  ]);
  const ids = new Set([...named, ...lexical, ...typed.rows].map(({ id }) => id));
  return { ids: [...ids].slice(0, limit), total: ids.size };
}
