import { own } from '../../base/json/quick';
import type { JsonValue } from '../../base/json/types';
import type { RecordLayout } from '../../model/memory';
import { normaliseSources } from '../../model/normalise';
import type { ReviewedSource } from '../../model/review';
import { valueAt } from '../../model/summarise';

/** Sources that are shown of a memory, and how much of each, in UTF-16 units. */
const SHOWN = 50;
const LONGEST = 400;

const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const asNumber = (value: JsonValue | undefined): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;

/** The text of a record. */
export const recordText = (record: JsonValue, layout: RecordLayout): string =>
  asText(valueAt(record, layout.memory));

/** What a record says beside its text: `info` holds it, or in a tree the metadata itself. */
export function recordFacts(
  record: JsonValue,
  layout: RecordLayout,
): { background: string; when: string; entities: string[] } {
  const metadata = valueAt(record, layout.metadata);
  const info = own(metadata, 'info');
  const fact = (name: string): JsonValue | undefined => own(metadata, name) ?? own(info, name);
  const entities = fact('entities');
  return {
    background: asText(own(metadata, 'background')),
    when: asText(fact('memory_time')),
    entities: Array.isArray(entities) ? entities.map(asText).filter((name) => name !== '') : [],
  };
}

/** The sources that a record names, in their order. */
export function recordSources(record: JsonValue, layout: RecordLayout): ReviewedSource[] {
  const sources = valueAt(record, [...layout.metadata, 'sources']) ?? null;
  return normaliseSources(sources)
    .slice(0, SHOWN)
    .map((source) => ({
      name: asText(own(source, 'doc_path')),
      lines: linesOf(own(source, 'lines')),
      turn: asNumber(own(source, 'turn')),
      page: asNumber(own(source, 'page')),
      speaker: firstText(source, ['name', 'role', 'symbol', 'heading']),
      time: asText(own(source, 'chat_time')),
      content: asText(own(source, 'content')).slice(0, LONGEST),
    }));
}

function firstText(record: JsonValue, names: readonly string[]): string {
  return names.map((name) => asText(own(record, name))).find((text) => text !== '') ?? '';
}

function linesOf(value: JsonValue | undefined): [number, number] | null {
  if (!Array.isArray(value)) return null;
  const first = asNumber(value[0]);
  return first === null ? null : [first, Math.max(first, asNumber(value[1]) ?? first)];
}
