import type { GraphData, GraphNode, GraphQuery, Positions } from '../model/graph';
import type { Edge } from '../model/memory';
import type { StoreRow } from '../model/store';
import type { MemoryStore } from '../store/port';
import { findMatches, type Analyse } from './findMatches';
import { asksNothing } from './storeFilter';

/** What was asked for by name is shown beyond the limit, up to this. */
const MOST_NODES = 5000;
/** Neighbours looked at around what is shown, to tell how many are hidden. */
const MOST_AROUND = 2000;

export interface LiveGraphOptions {
  readonly now: Date;
  readonly analyse?: Analyse | undefined;
  readonly positions?: Positions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The picture that a query asks for, as `graphOf` gives it, out of a store: the focus, the expanded memories
 * and their neighbours, then what matches, from the top of the hierarchy downwards. Of memories with very
 * many neighbours the number hidden is a lower bound.
 */
export async function liveGraph(
  store: MemoryStore,
  query: GraphQuery,
  options: LiveGraphOptions,
): Promise<GraphData> {
  const { signal } = options;
  const limit = Math.max(1, Math.min(query.limit, MOST_NODES));
  const shown = new Map<string, StoreRow>();
  const wanted = [...new Set([query.focus, ...query.expanded])].filter((key) => key !== null);
  if (wanted.length > 0) {
    const near = { depth: 1, direction: 'both', limit: MOST_NODES } as const;
    for (const row of (await store.neighbourhood(wanted, near, signal)).rows) shown.set(row.id, row);
  }
  const plain = asksNothing(query.filter);
  const found = plain ? undefined : await findMatches(store, query.filter, { ...options, limit });
  const fill = found ? await rowsOf(store, found.ids, signal) : await fromTheTop(store, limit, signal);
  for (const row of fill) if (shown.size < limit) shown.set(row.id, row);
  const matching = found && new Set(found.ids);
  const around = { depth: 1, direction: 'both', limit: shown.size + MOST_AROUND } as const;
  const ids = [...shown.keys()];
  const { edges } = ids.length > 0 ? await store.neighbourhood(ids, around, signal) : { edges: [] };
  const inside = new Map<string, Edge>();
  const hidden = new Map<string, Set<string>>();
  for (const edge of edges) {
    const { source, target, type } = edge;
    if (shown.has(source) && shown.has(target)) inside.set(JSON.stringify([source, type, target]), edge);
    else if (shown.has(source)) hidden.set(source, (hidden.get(source) ?? new Set()).add(target));
    else if (shown.has(target)) hidden.set(target, (hidden.get(target) ?? new Set()).add(source));
  }
  const childrenShown = new Map<string, number>();
  for (const { source, type } of inside.values()) {
    if (type === 'PARENT') childrenShown.set(source, (childrenShown.get(source) ?? 0) + 1);
  }
  const nodes = [...shown.values()].map((row): GraphNode => {
    const { id, title, type, kind, status, uses, childCount } = row;
    const childrenHidden = childCount - (childrenShown.get(id) ?? 0);
    const matches = matching?.has(id) ?? true;
    const node = { key: id, id, title, type, kind, status, uses, matches };
    const at = options.positions && Object.hasOwn(options.positions, id) ? options.positions[id] : undefined;
    return { ...node, hidden: Math.max(hidden.get(id)?.size ?? 0, childrenHidden), ...(at ? { at } : {}) };
  });
  const available = found?.total ?? (await store.list({ offset: 0, limit: 1 }, signal)).total;
  return { nodes, edges: [...inside.values()], available };
}

/** Memories level by level from the top, trees before memories that stand alone. */
async function fromTheTop(store: MemoryStore, limit: number, signal?: AbortSignal): Promise<StoreRow[]> {
  const tops = (await store.children(null, { offset: 0, limit }, signal)).rows;
  const trees = tops.filter(({ childCount }) => childCount > 0);
  const alone = tops.filter(({ childCount }) => childCount === 0);
  if (trees.length === 0) return alone;
  const down = { depth: 64, types: ['PARENT'], direction: 'out', limit } as const;
  const ids = trees.map(({ id }) => id);
  const { rows, depth } = await store.neighbourhood(ids, down, signal);
  const level = ({ id }: StoreRow): number => depth.get(id) ?? 0;
  return [...trees, ...[...rows].sort((a, b) => level(a) - level(b)), ...alone];
}

async function rowsOf(store: MemoryStore, ids: readonly string[], signal?: AbortSignal): Promise<StoreRow[]> {
  const stored = ids.length > 0 ? await store.get(ids, signal) : [];
  return stored.map(({ row }) => ({ ...row, childCount: 0 }));
}
