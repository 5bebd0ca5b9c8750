import type { GraphData } from '../../src/engine/model/graph';
import type { TextMemory } from '../../src/engine/cube/text/textMemory';

/**
 * Every memory and every relation as one picture. The engine itself offers fewer at a time; the bench gives
 * the view more, to see what it can bear.
 */
export function wholePicture(memory: TextMemory): GraphData {
  const nodes = [...memory.rows()].map(({ key, id, title, type, kind, status, uses }) => {
    return { key, id, title, type, kind, status, uses, matches: true, hidden: 0 };
  });
  const edges = memory.edges.slots.map(({ edge }) => edge);
  return { nodes, edges, available: nodes.length };
}
