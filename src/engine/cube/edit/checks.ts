import { StudioError } from '../../base/errors';
import type { MemoryKey } from '../../model/memory';
import type { TextMemory } from '../text/textMemory';
import { forestOf } from '../outline/forest';

/** The keys without repetitions; each must name a memory, and there must be at least `least` of them. */
export function existingKeys(memory: TextMemory, keys: readonly MemoryKey[], least = 1): MemoryKey[] {
  const unique = [...new Set(keys)];
  for (const key of unique) memory.slot(key);
  if (unique.length < least) {
    throw new StudioError(
      'bad-argument',
      least === 1 ? 'No memory is selected.' : `This needs at least ${least} memories.`,
      { remedy: 'Select more memories and try again.' },
    );
  }
  return unique;
}

/** The text of a memory to be written; blank ones are refused. */
export function wantText(text: string): string {
  if (text.trim() !== '') return text;
  throw new StudioError('bad-argument', 'A memory needs a text.', { remedy: 'Write something first.' });
}

/** Refuses relations in a format that has none. */
export function wantEdges(memory: TextMemory): void {
  if (memory.hasEdges) return;
  throw new StudioError('unsupported', `A ${memory.format} file has no relations between memories.`, {
    remedy: 'Only tree_text cubes have them.',
  });
}

/** The id that relations of a memory are written with. */
export function relationId(memory: TextMemory, key: MemoryKey): string {
  const { id } = memory.slot(key).row;
  const forest = forestOf(memory);
  if (id !== '' && forest.ownsId(forest.of(key))) return id;
  throw new StudioError(
    'conflict',
    id === '' ? 'A memory without an id cannot have relations.' : `Another memory has the id "${id}" too.`,
    { remedy: 'Give it an id of its own first; the Problems view offers that.' },
  );
}

/** The id of a memory at an end of a relation; it must exist. */
export function existingId(memory: TextMemory, id: string): string {
  if (forestOf(memory).ofId(id) >= 0) return id;
  throw new StudioError('not-found', `There is no memory with the id "${id}" in ${memory.file}.`, {
    remedy: 'Relations can only be made between memories of this cube.',
  });
}

/** All ids that PARENT relations lead to from these ids, the ids themselves included. */
export function descendants(memory: TextMemory, ids: readonly string[]): Set<string> {
  const seen = new Set(ids);
  for (const id of seen) {
    for (const { type, target } of memory.edgesFrom(id)) if (type === 'PARENT') seen.add(target);
  }
  return seen;
}
