import type { Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';

/**
 * Whether a memory's text was changed after its vector, by its changes, newest first. A change of both
 * leaves the vector fresh.
 */
export function vectorIsStale(changes: readonly { readonly ops: readonly Op[] }[], key: MemoryKey): boolean {
  for (const { ops } of changes) {
    const fields = ops.flatMap((op) => (op.op === 'update' && op.key === key ? [op.path] : []));
    if (fields.some((path) => path[0] === 'vector' || path.at(-1) === 'embedding')) return false;
    if (fields.some((path) => path[0] === 'memory')) return true;
  }
  return false;
}
