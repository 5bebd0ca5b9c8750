import type { Sort } from '../model/query';
import type { StoreFilter, StorePage, StoreRow } from '../model/store';
import type { MemoryStore } from '../store/port';

/** Rows of one page. */
const PAGE = 200;
/** Pages that are kept. */
const MOST_PAGES = 100;

/** Which list is meant: the children of a memory, those at the top (null), or all memories as one list. */
export type ListName = string | null | { readonly flat: true };

/** Lists of a store in one order, read in pages that are kept for a while. */
export class RowPages {
  private readonly pages = new Map<string, Promise<StorePage>>();

  constructor(
    private readonly store: MemoryStore,
    private readonly sort: Sort,
    private readonly filter: StoreFilter = {},
  ) {}

  async total(list: ListName, signal?: AbortSignal): Promise<number> {
    return (await this.page(list, 0, signal)).total;
  }

  async rows(list: ListName, offset: number, count: number, signal?: AbortSignal): Promise<StoreRow[]> {
    const rows: StoreRow[] = [];
    for (let page = Math.floor(offset / PAGE); page * PAGE < offset + count; page++) {
      const first = page * PAGE;
      const found = await this.page(list, page, signal);
      rows.push(...found.rows.slice(Math.max(0, offset - first), Math.max(0, offset + count - first)));
    }
    return rows;
  }

  /**
   * Places of memories in a list, by id; those that are not in it are left out. Looks through the list page
   * by page until all are found.
   */
  async places(list: ListName, ids: ReadonlySet<string>, signal?: AbortSignal): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const total = await this.total(list, signal);
    for (let page = 0; page * PAGE < total && found.size < ids.size; page++) {
      const { rows } = await this.page(list, page, signal);
      for (const [at, { id }] of rows.entries()) if (ids.has(id)) found.set(id, page * PAGE + at);
    }
    return found;
  }

  private page(list: ListName, page: number, signal?: AbortSignal): Promise<StorePage> {
    signal?.throwIfAborted();
    const name = JSON.stringify([list, page]);
    const known = this.pages.get(name);
    if (known) return known;
    // Kept pages are shared, so the signal of one caller does not end them.
    const query = { ...this.filter, sort: this.sort, offset: page * PAGE, limit: PAGE };
    const made =
      typeof list === 'object' && list !== null ? this.store.list(query) : this.store.children(list, query);
    made.catch(() => this.pages.delete(name));
    this.pages.set(name, made);
    const [oldest] = this.pages.keys();
    if (this.pages.size > MOST_PAGES && oldest !== undefined) this.pages.delete(oldest);
    return made;
  }
}
