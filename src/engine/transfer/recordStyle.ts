import { detectStyle, MEMORY_STYLE, type JsonStyle } from '../base/json/style';
import type { RawJson } from '../base/json/types';
import type { ExportPart } from '../store/port';

/** The style of the file that a record of tree_text was taken from, where the record still shows it. */
export function styleOfRecord(raw: RawJson): JsonStyle {
  const last = /\r?\n([ \t]*)\}$/.exec(raw)?.[1];
  if (last === undefined || last === '' || last.length % 2 === 1) return MEMORY_STYLE;
  // Its last line stands two levels deep.
  return { ...detectStyle(raw), indent: last.slice(0, last.length / 2) };
}

/** The style that portions of an export show with their first memory, and the portions. */
export async function peekStyle(
  parts: AsyncIterable<ExportPart>,
): Promise<{ style: JsonStyle; parts: AsyncIterable<ExportPart> }> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  const memory = !first.done && first.value.kind === 'memories' ? first.value.memories[0] : undefined;
  const all = async function* (): AsyncGenerator<ExportPart> {
    for (let at = first; !at.done; at = await iterator.next()) yield at.value;
  };
  return { style: memory ? styleOfRecord(memory.raw) : MEMORY_STYLE, parts: all() };
}
