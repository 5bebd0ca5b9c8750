import { byteLine } from '../../engine/base/position';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { MemoryKey } from '../../engine/model/memory';

/** The lines of a record as they stand in the file, and the number of the first in the file as it was read. */
export function recordLines(memory: TextMemory, key: MemoryKey): { lines: readonly string[]; line: number } {
  const slot = memory.slot(key);
  const lines = memory.body(slot).split(/\r?\n/);
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? '')![0];
  return {
    lines: lines.map((line) => (indent !== '' && line.startsWith(indent) ? line.slice(indent.length) : line)),
    line: byteLine(memory.bytes, slot.start).line,
  };
}
