import type { RelationView } from '../../model/detail';
import type { Edge } from '../../model/memory';
import { forestOf } from '../outline/forest';
import type { TextMemory } from '../text/textMemory';

/** The relations that start and end at a memory, each with the memory at the other end. */
export function relationsOf(memory: TextMemory, key: string) {
  const forest = forestOf(memory);
  const at = forest.of(key);
  if (at < 0 || !forest.ownsId(at)) return { outgoing: [], incoming: [] };
  const { id } = forest.rows[at]!;
  const view = (edge: Edge, other: string): RelationView => {
    const row = forest.rows[forest.ofId(other)];
    const { source, target, type } = edge;
    return {
      source,
      target,
      type,
      key: row?.key ?? other,
      title: row?.title ?? other,
      memoryType: row?.type ?? '',
      exists: row !== undefined,
    };
  };
  return {
    outgoing: memory.edgesFrom(id).map((edge) => view(edge, edge.target)),
    incoming: memory.edgesTo(id).map((edge) => view(edge, edge.source)),
  };
}
