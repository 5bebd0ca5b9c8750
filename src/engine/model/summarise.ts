import { own } from '../base/json/quick';
import type { JsonPath, JsonValue } from '../base/json/types';
import type { MemoryKey, MemoryRow, RecordLayout } from './memory';
import { normaliseConfidence, normaliseStrings, parseTimestamp } from './normalise';

const TITLE_LENGTH = 120;
/** White space that is more than single spaces. */
const UNEVEN = /[^\S ]|  /;

/** Value at a path in plain data. */
export function valueAt(value: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  let current = value;
  for (const step of path) current = own(current, String(step));
  return current;
}

/** The row of a memory in lists, from the plain data of its record. */
export function summarise(
  key: MemoryKey,
  record: JsonValue,
  layout: RecordLayout,
  extra: { dimensions?: number | undefined; collection?: string | undefined } = {},
): MemoryRow {
  const metadata = valueAt(record, layout.metadata);
  const text = asText(valueAt(record, layout.memory));
  const vector = valueAt(record, layout.vector);
  const usage = own(metadata, 'usage');
  return {
    key,
    id: asText(own(record, 'id')),
    title: titleOf(asText(own(metadata, 'key')) || text),
    type: asText(own(metadata, 'memory_type')) || asText(own(metadata, 'preference_type')),
    kind: asText(own(metadata, 'type')),
    status: asText(own(metadata, 'status')),
    visibility: asText(own(metadata, 'visibility')),
    tags: normaliseStrings(own(metadata, 'tags')),
    createdAt: parseTimestamp(own(metadata, 'created_at') ?? own(metadata, 'memory_time')),
    updatedAt: parseTimestamp(own(metadata, 'updated_at')),
    confidence: normaliseConfidence(own(metadata, 'confidence')),
    uses: Array.isArray(usage) ? usage.length : 0,
    chars: text.length,
    dimensions: extra.dimensions ?? (Array.isArray(vector) ? vector.length : undefined),
    version: typeof own(metadata, 'version') === 'number' ? (own(metadata, 'version') as number) : 1,
    collection: extra.collection,
  };
}

/** One line of at most 120 characters. */
function titleOf(text: string): string {
  if (text.length <= TITLE_LENGTH && !UNEVEN.test(text)) return text.trim();
  const line = text.length > 4 * TITLE_LENGTH ? text.slice(0, 4 * TITLE_LENGTH) : text;
  const flat = line.replace(/\s+/g, ' ').trim();
  return flat.length > TITLE_LENGTH ? `${flat.slice(0, TITLE_LENGTH - 1)}…` : flat;
}

const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
