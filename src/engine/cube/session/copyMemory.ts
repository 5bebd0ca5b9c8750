import { EdgeIndex } from '../text/edges';
import { Sequence, type Slot } from '../text/sequence';
import { TextMemory } from '../text/textMemory';

/**
 * A copy of a memory with lists of its own; the items, which never change, and the bytes are shared, so it
 * costs little. Changing one leaves the other alone.
 */
export function copyMemory(memory: TextMemory): TextMemory {
  const edgeIndex = new EdgeIndex();
  for (const slot of memory.edges.slots) edgeIndex.add(slot.edge);
  const own: Partial<TextMemory> = {
    collections: memory.collections.map(({ collection, sequence }) => ({
      collection,
      sequence: copySequence(sequence, memory.bytes),
    })),
    edges: copySequence(memory.edges, memory.bytes),
    edgeIndex,
    byKey: new Map(memory.byKey),
  };
  return Object.assign(Object.create(TextMemory.prototype) as TextMemory, memory, own);
}

function copySequence<S extends Slot>(sequence: Sequence<S>, bytes: Buffer): Sequence<S> {
  const copy = new Sequence<S>(bytes);
  for (const slot of sequence.slots) copy.slots.push(slot);
  copy.empty = sequence.empty;
  copy.tail = sequence.tail;
  return copy;
}
