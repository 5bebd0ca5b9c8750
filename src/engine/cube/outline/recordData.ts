import { quickJson } from '../../base/json/quick';
import type { JsonValue } from '../../base/json/types';
import { normaliseStrings, normaliseSources, normaliseUsage, type Use } from '../../model/normalise';
import { valueAt } from '../../model/summarise';
import type { RecordSlot } from '../text/records';
import { readRecord } from '../text/records';
import type { TextMemory } from '../text/textMemory';

/** Plain data of a record for display; the numbers of a long vector are not read. */
export function recordData(memory: TextMemory, slot: RecordSlot): JsonValue {
  return slot.text === undefined
    ? readRecord(memory.scanner, slot, memory.format).value
    : quickJson(slot.text);
}

/** A metadata field out of plain data of a record. */
export function metadataOf(memory: TextMemory, data: JsonValue, name: string): JsonValue | undefined {
  return valueAt(data, [...memory.layout.metadata, name]);
}

/** The text of a memory out of plain data of its record. */
export function textOf(memory: TextMemory, data: JsonValue): string {
  const text = valueAt(data, memory.layout.memory);
  return typeof text === 'string' ? text : '';
}

/** The recorded uses out of plain data of a record. */
export function usesOf(memory: TextMemory, data: JsonValue): Use[] {
  return normaliseUsage(metadataOf(memory, data, 'usage'));
}

/** What a search looks through, the cheap parts first: text, title, id and tags, then the sources. */
export function* searchTexts(memory: TextMemory, data: JsonValue): Generator<string> {
  yield textOf(memory, data);
  const key = metadataOf(memory, data, 'key');
  if (typeof key === 'string') yield key;
  const id = valueAt(data, ['id']);
  if (typeof id === 'string') yield id;
  yield* normaliseStrings(metadataOf(memory, data, 'tags'));
  const sources = metadataOf(memory, data, 'sources');
  if (sources !== undefined && sources !== null) {
    for (const source of normaliseSources(sources)) yield* stringsIn(source);
  }
}

/** All strings in a value; names of members are none. */
function* stringsIn(value: JsonValue): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* stringsIn(member);
  }
}
