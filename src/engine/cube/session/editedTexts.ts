import type { Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';
import type { SessionCore } from './sessionCore';
import { timeline, type Step } from './timeline';

/**
 * Memories whose text was changed after their vector, as far as the journal and the unsaved edits tell, by their
 * present keys. A change of both leaves the vector fresh, and so does adding a memory.
 */
export async function editedTextsOf(core: SessionCore, signal?: AbortSignal): Promise<Set<MemoryKey>> {
  const edited = new Set<MemoryKey>();
  const settled = new Set<MemoryKey>();
  const present = new Map<MemoryKey, MemoryKey>();
  for await (const step of timeline(core, signal)) {
    if (step.kind === 'gap') continue;
    if (step.kind === 'version' && step.version.kind === 'save') {
      for (const [from, to] of step.version.renamed ?? []) present.set(from, present.get(to) ?? to);
    }
    for (const [then, part] of touched(opsOf(step))) {
      const key = present.get(then) ?? then;
      if (settled.has(key)) continue;
      settled.add(key);
      if (part === 'text') edited.add(key);
    }
  }
  return edited;
}

function opsOf(step: Step): readonly Op[] {
  if (step.kind === 'edit') return step.edit.change.ops;
  return step.kind === 'version' && step.version.kind === 'external' ? (step.version.entry.ops ?? []) : [];
}

/** What operations did to texts and vectors: the vector where it came along. */
function touched(ops: readonly Op[]): Map<MemoryKey, 'text' | 'vector'> {
  const found = new Map<MemoryKey, 'text' | 'vector'>();
  for (const op of ops) {
    if (op.op === 'add') found.set(op.key, 'vector');
    if (op.op !== 'update') continue;
    const { key, path } = op;
    if (path[0] === 'vector' || path.at(-1) === 'embedding') found.set(key, 'vector');
    else if (path[0] === 'memory' && !found.has(key)) found.set(key, 'text');
  }
  return found;
}
