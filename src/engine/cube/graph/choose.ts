/**
 * Which memories a picture shows, in this order until it is full: the focus and its neighbours, the
 * expanded memories and their neighbours, what else was asked for by name, then what matches from the top of the hierarchy downwards,
 * level by level, trees before memories that stand alone.
 */
import type { GraphQuery } from '../../model/graph';
import { childCount, listChildren } from '../outline/children';
import type { Forest } from '../outline/forest';
import type { TextMemory } from '../text/textMemory';

/** What was asked for by name is shown beyond the limit, up to this. */
export const MOST_NODES = 5000;

/** The numbers of the memories to show; `flags` tells by number which of them match. */
export function choose(
  memory: TextMemory,
  forest: Forest,
  flags: Uint8Array,
  query: GraphQuery,
): Set<number> {
  const shown = new Set<number>();
  const limit = Math.max(1, Math.min(query.limit, MOST_NODES));
  const wanted = [query.focus, ...query.expanded].flatMap((key) => {
    const at = key === null ? -1 : forest.of(key);
    return at < 0 ? [] : [at];
  });
  for (const at of wanted) if (shown.size < MOST_NODES) shown.add(at);
  for (const at of wanted) {
    for (const other of neighbours(memory, forest, at)) if (shown.size < MOST_NODES) shown.add(other);
  }
  for (const key of query.also ?? []) {
    const at = forest.of(key);
    if (at >= 0 && shown.size < MOST_NODES) shown.add(at);
  }
  for (const at of fromTheTop(forest)) {
    if (shown.size >= limit) break;
    if (flags[at] === 1) shown.add(at);
  }
  return shown;
}

/** The memories that relations connect with one, each once. */
export function neighbours(memory: TextMemory, forest: Forest, at: number): Set<number> {
  const found = new Set<number>();
  if (!forest.ownsId(at)) return found;
  const { id } = forest.rows[at]!;
  for (const edge of memory.edgesFrom(id)) found.add(forest.ofId(edge.target));
  for (const edge of memory.edgesTo(id)) found.add(forest.ofId(edge.source));
  found.delete(-1);
  found.delete(at);
  return found;
}

function* fromTheTop({ rows, parent }: Forest): Generator<number> {
  const children = listChildren(parent);
  const tops = children.list.subarray(children.start[rows.length], children.start[rows.length + 1]);
  let level: number[] = [];
  for (const at of tops) if (childCount(children, at) > 0) level.push(at);
  while (level.length > 0) {
    const next: number[] = [];
    for (const at of level) {
      yield at;
      for (let i = children.start[at]!; i < children.start[at + 1]!; i++) next.push(children.list[i]!);
    }
    level = next;
  }
  for (const at of tops) if (childCount(children, at) === 0) yield at;
}
