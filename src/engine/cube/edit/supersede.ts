/**
 * A new memory, which is being added in the same draft, takes the place of an old one: it inherits the relations,
 * the old one is archived with a MERGED_TO relation to it, as MemOS's reorganiser does (memos-interop §4.2);
 * formats without relations note the new id in `evolve_to`.
 */
import { toRaw } from '../../base/json/render';
import type { MemoryKey } from '../../model/memory';
import type { Draft } from './draft';
import { evolve } from './evolve';
import { inherit } from './merge';

export function supersede(draft: Draft, old: MemoryKey, id: string): void {
  draft.set(old, ['metadata', 'status'], toRaw('archived'));
  if (draft.memory.hasEdges) inherit(draft, [old], id);
  else evolve(draft, old, [id]);
}
