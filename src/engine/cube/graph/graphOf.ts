import type { EngineContext } from '../../base/context';
import type { GraphData, GraphNode, GraphQuery, Positions } from '../../model/graph';
import type { Edge } from '../../model/memory';
import { Matcher } from '../outline/matcher';
import type { TextMemory } from '../text/textMemory';
import { choose, neighbours } from './choose';

export interface GraphOptions extends Pick<EngineContext, 'now'> {
  /** One that is kept remembers searches; without it each search starts anew. */
  readonly matcher?: Pick<Matcher, 'find'> | undefined;
  readonly positions?: Positions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The picture that a query asks for: memories, the relations among them (each once), how many
 * neighbours of each are not shown, and the places kept for them. Rejects when aborted.
 */
export async function graphOf(
  memory: TextMemory,
  query: GraphQuery,
  options: GraphOptions,
): Promise<GraphData> {
  const matcher = options.matcher ?? new Matcher(memory, options);
  const { forest, flags, count } = await matcher.find(query.filter, options.signal);
  const shown = choose(memory, forest, flags, query);
  const nodes: GraphNode[] = [];
  const edges = new Map<string, Edge>();
  for (const at of shown) {
    const { key, id, title, type, kind, status, uses } = forest.rows[at]!;
    let hidden = 0;
    for (const other of neighbours(memory, forest, at)) if (!shown.has(other)) hidden++;
    const place =
      options.positions && Object.hasOwn(options.positions, key) ? options.positions[key] : undefined;
    const matches = flags[at] === 1;
    const node = { key, id, title, type, kind, status, uses, matches, hidden };
    nodes.push(place ? { ...node, at: place } : node);
    if (!forest.ownsId(at)) continue;
    for (const edge of memory.edgesFrom(id)) {
      if (shown.has(forest.ofId(edge.target))) edges.set(JSON.stringify([id, edge.type, edge.target]), edge);
    }
  }
  return { nodes, edges: [...edges.values()], available: count };
}
