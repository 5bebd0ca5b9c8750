import type { ReadMemory, ReadPortion } from '../model/reading';

/** `kind` of a batch that a person selected the text of. */
export const SELECTION = 'selection';

/**
 * A portion of a text that a person chose to be remembered. Its chunks are no raw material, which MemOS only looks
 * at when it is asked for files, but memories; they do not say that they are parts of a file.
 */
export function remembered(portion: ReadPortion): ReadPortion {
  return { ...portion, memories: portion.memories.map(chosen) };
}

function chosen(memory: ReadMemory): ReadMemory {
  if (memory.memoryType !== 'RawFileMemory') return memory;
  const tags = memory.tags.filter((tag) => tag !== 'multimodal:file' && tag !== 'chunk:1/1');
  return { ...memory, memoryType: 'LongTermMemory', tags };
}
