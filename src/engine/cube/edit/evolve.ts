import { toRaw } from '../../base/json/render';
import type { MemoryKey } from '../../model/memory';
import type { Draft } from './draft';
import { itemsOf, unite } from './rawList';

/** Notes in `evolve_to` which memories have taken the place of one. */
export function evolve(draft: Draft, key: MemoryKey, ids: readonly string[]): void {
  const before = itemsOf(draft.memory.fieldRaw(key, ['metadata', 'evolve_to']));
  draft.set(key, ['metadata', 'evolve_to'], unite([before, ids.map((id) => toRaw(id))]));
}
