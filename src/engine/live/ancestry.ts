import type { MemoryStore } from '../store/port';

/** Nobody nests memories deeper; a cycle ends here too. */
const DEEPEST = 64;
/** Most ancestors that are looked at. */
const MOST = 5000;

/** The parents of memories and theirs, up to the top: `parent` by id, the first one where there are several. */
export async function ancestry(store: MemoryStore, ids: readonly string[], signal?: AbortSignal) {
  if (ids.length === 0) return { rows: [], edges: [], parent: new Map<string, string>() };
  const query = { depth: DEEPEST, types: ['PARENT'], direction: 'in', limit: MOST + ids.length } as const;
  const { rows, edges } = await store.neighbourhood(ids, query, signal);
  const known = new Set(rows.map(({ id }) => id));
  const parent = new Map<string, string>();
  for (const { source, target, type } of edges) {
    if (type === 'PARENT' && known.has(source) && !parent.has(target)) parent.set(target, source);
  }
  return { rows, edges, parent };
}

/** The way from the top down to the parent of a memory. */
export function pathTo(parent: ReadonlyMap<string, string>, id: string): string[] {
  const path: string[] = [];
  const seen = new Set([id]);
  for (let up = parent.get(id); up !== undefined && !seen.has(up); up = parent.get(up)) {
    seen.add(up);
    path.push(up);
  }
  return path.reverse();
}
