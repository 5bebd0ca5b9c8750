import type { MemoryKey } from '../../model/memory';
import { forestOf } from '../outline/forest';
import type { Draft } from './draft';

/** Puts a new memory under the same parents as another one. */
export function copyPlace(draft: Draft, from: MemoryKey, to: string): void {
  const { memory } = draft;
  if (!memory.hasEdges) return;
  const forest = forestOf(memory);
  const at = forest.of(from);
  if (!forest.ownsId(at)) return;
  for (const edge of memory.edgesTo(forest.rows[at]!.id)) {
    const parent = edge.type === 'PARENT' ? forest.ofId(edge.source) : -1;
    if (parent >= 0 && parent !== at) draft.link({ ...edge, target: to });
  }
}
