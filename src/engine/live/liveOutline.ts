/**
 * The outline of a cube in a store. Without a filter, and for plain lists narrowed by type, status or tag,
 * nothing but the lines asked for is read: lines are found by counting. A filtered tree, and whatever a text
 * finds, is made of the first matches with their ancestors.
 */
import type { EngineContext } from '../base/context';
import { usesPerDay } from '../cube/outline/days';
import { Outline } from '../cube/outline/outline';
import type { Matches } from '../cube/outline/matcher';
import { forestOf } from '../cube/outline/forest';
import { recordData, textOf, usesOf } from '../cube/outline/recordData';
import { estimateTokens } from '../base/tokens';
import type { TextMemory } from '../cube/text/textMemory';
import type { OutlinePage, OutlineQuery, OutlineRow } from '../model/query';
import type { StoreRow } from '../model/store';
import type { MemoryStore } from '../store/port';
import { ancestry, pathTo } from './ancestry';
import { findMatches, type Analyse } from './findMatches';
import { fragmentOf } from './fragment';
import { lineOf, linesOf, runsOf, type Block } from './lines';
import { RowPages, type ListName } from './rowPages';
import { asksNothing, storeFilter } from './storeFilter';

/** Most matches that a filtered tree or a text search shows. */
export const MOST_MATCHES = 1000;
const HEAT_DAYS = 30;

export interface OutlineContext extends Pick<EngineContext, 'now'> {
  readonly analyse?: Analyse | undefined;
}

/** Lines that are counted. */
interface Counted {
  readonly kind: 'counted';
  readonly pages: RowPages;
  readonly list: ListName;
  readonly block: Block;
  readonly expanded: ReadonlySet<string>;
  readonly tree: boolean;
}

/** Lines out of a fragment that holds all of them. */
interface Held {
  readonly kind: 'held';
  readonly outline: Outline;
}

type View = (Counted | Held) & {
  readonly generation: number;
  readonly total: number;
  readonly matches: number;
};

export class LiveOutline {
  private view: View | undefined;
  private generation = 0;

  constructor(
    private readonly store: MemoryStore,
    private readonly context: OutlineContext,
  ) {}

  /** Works a query out, as `Outline.update` does; the last view stays where it fails. */
  async update(query: OutlineQuery, signal?: AbortSignal): Promise<void> {
    const plain = asksNothing(query.filter);
    const countable = plain || (query.shape === 'flat' && query.filter.text.trim() === '');
    const made = countable ? await this.counted(query, signal) : await this.held(query, signal);
    signal?.throwIfAborted();
    this.view = { ...made, generation: ++this.generation };
  }

  /** Lines of the last `update`. */
  async page(from: number, count: number, signal?: AbortSignal): Promise<OutlinePage> {
    const { view } = this;
    if (!view) return { generation: 0, total: 0, matches: 0, from, rows: [] };
    const { generation, total, matches } = view;
    const rows =
      view.kind === 'held'
        ? view.outline.rows(from, count)
        : await this.countedRows(view, from, count, signal);
    return { generation, total, matches, from, rows };
  }

  /** Line of a memory in the last `update`, or -1, and its ancestors from the top down. */
  async locate(key: string, signal?: AbortSignal): Promise<{ index: number; ancestors: readonly string[] }> {
    const { parent } = await ancestry(this.store, [key], signal);
    const ancestors = pathTo(parent, key);
    const { view } = this;
    if (!view) return { index: -1, ancestors };
    if (view.kind === 'held') return { index: view.outline.locate(key).index, ancestors };
    if (view.tree && !ancestors.every((up) => view.expanded.has(up))) return { index: -1, ancestors };
    const above = view.tree ? (ancestors.at(-1) ?? null) : null;
    const list = view.tree ? above : view.list;
    const place = (await view.pages.places(list, new Set([key]), signal)).get(key);
    return { index: place === undefined ? -1 : lineOf(view.block, above, place), ancestors };
  }

  private async counted({ filter, sort, shape, expanded }: OutlineQuery, signal?: AbortSignal) {
    const tree = shape === 'tree';
    const pages = new RowPages(this.store, sort, storeFilter(filter, this.context.now()));
    const list: ListName = tree ? null : { flat: true };
    const total = await pages.total(list, signal);
    const block = tree
      ? await this.blocks(pages, expanded, signal)
      : { parent: null, depth: 0, total, open: [] };
    const matches = tree ? (await this.store.list({ offset: 0, limit: 1 }, signal)).total : total;
    const open = new Set(expanded);
    return {
      kind: 'counted',
      pages,
      list,
      block,
      expanded: open,
      tree,
      total: linesOf(block),
      matches,
    } as const;
  }

  /** Counts the children of everything that is open and finds the places of the open ones among them. */
  private async blocks(pages: RowPages, expanded: readonly string[], signal?: AbortSignal): Promise<Block> {
    const { parent } = await ancestry(this.store, expanded, signal);
    const below = new Map<string | null, Set<string>>();
    for (const id of expanded) {
      const up = parent.get(id) ?? null;
      below.set(up, (below.get(up) ?? new Set()).add(id));
    }
    const build = async (id: string | null, depth: number, path: ReadonlySet<string>): Promise<Block> => {
      const total = await pages.total(id, signal);
      const wanted = new Set([...(below.get(id) ?? [])].filter((child) => !path.has(child)));
      const places = wanted.size > 0 ? await pages.places(id, wanted, signal) : new Map<string, number>();
      const open: { index: number; block: Block }[] = [];
      for (const [child, index] of places) {
        const block = await build(child, depth + 1, new Set([...path, child]));
        if (block.total > 0) open.push({ index, block });
      }
      return { parent: id, depth, total, open: open.sort((a, b) => a.index - b.index) };
    };
    return build(null, 0, new Set());
  }

  private async countedRows(view: Counted, from: number, count: number, signal?: AbortSignal) {
    const lines: { row: StoreRow; depth: number; position: number; siblings: number }[] = [];
    for (const run of runsOf(view.block, from, count)) {
      const list = view.tree ? run.parent : view.list;
      const rows = await view.pages.rows(list, run.offset, run.count, signal);
      for (const [at, row] of rows.entries()) {
        lines.push({ row, depth: run.depth, position: run.offset + at + 1, siblings: run.total });
      }
    }
    const stored = await this.store.get([...new Set(lines.map(({ row }) => row.id))], signal);
    const fragment = await fragmentOf(this.store.info.name, { memories: stored });
    return lines.map(({ row, depth, position, siblings }): OutlineRow => {
      const childCount = view.tree ? row.childCount : 0;
      const expanded = childCount > 0 && view.expanded.has(row.id);
      const place = { depth, position, siblings, childCount, expanded, matches: true };
      return { ...row, ...place, ...this.measured(fragment, row.id) };
    });
  }

  private measured(fragment: TextMemory, id: string): Pick<OutlineRow, 'heat' | 'tokens'> {
    if (!fragment.has(id)) return { heat: [], tokens: 0 };
    const data = recordData(fragment, fragment.slot(id));
    const heat = usesPerDay(usesOf(fragment, data), this.context.now(), HEAT_DAYS);
    return { heat, tokens: estimateTokens(textOf(fragment, data)) };
  }

  private async held(query: OutlineQuery, signal?: AbortSignal) {
    const { now, analyse } = this.context;
    const options = { now: now(), limit: MOST_MATCHES, sort: query.sort, analyse, signal };
    const { ids, total: matches } = await findMatches(this.store, query.filter, options);
    const up = query.shape === 'tree' ? await ancestry(this.store, ids, signal) : { rows: [], edges: [] };
    const all = [...new Set([...ids, ...up.rows.map(({ id }) => id)])];
    const memories = await this.store.get(all, signal);
    const fragment = await fragmentOf(this.store.info.name, { memories, edges: up.edges });
    const outline = new Outline(fragment, this.context, { find: () => only(fragment, ids) });
    const { total } = await outline.update(query, signal);
    return { kind: 'held', outline, total, matches } as const;
  }
}

/** What was found by the store, as a matcher tells it. */
function only(memory: TextMemory, ids: readonly string[]): Promise<Matches> {
  const forest = forestOf(memory);
  const flags = new Uint8Array(forest.rows.length);
  let count = 0;
  for (const id of ids) {
    const at = forest.ofId(id);
    if (at < 0) continue;
    flags[at] = 1;
    count++;
  }
  return Promise.resolve({ forest, flags, count, all: false });
}
