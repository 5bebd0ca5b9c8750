/**
 * A new record as MemOS itself writes one for each format: its fields in MemOS's order with its defaults
 * (memos-interop §1.6, §2.2, §2.3). `naive_text` keeps nulls, the others leave them out.
 */
import { StudioError } from '../../base/errors';
import { toRaw } from '../../base/json/render';
import type { JsonRecord, JsonValue, RawJson } from '../../base/json/types';
import type { TextMemory } from '../text/textMemory';
import { placeholderVector } from './placeholderVector';

export interface NewMemory {
  readonly id: string;
  readonly memory: string;
  readonly title: string | undefined;
  /** `memory_type`; for preferences the preference type. May be '' where a format does without. */
  readonly memoryType: string;
  /** ISO 8601 with offset. */
  readonly time: string;
  readonly collection: string | undefined;
  /** Further metadata; each replaces the default of its name. */
  readonly more?: JsonRecord | undefined;
}

/** The record as JSON. */
export function newRecord(memory: TextMemory, item: NewMemory): RawJson {
  const { id, memory: text } = item;
  if (memory.format === 'pref_text') return preference(memory, item);
  const tree = memory.format === 'tree_text' || item.memoryType !== '';
  const metadata = { ...plainMetadata(item), ...(tree ? treeMetadata(item) : {}), ...item.more };
  if (memory.format === 'naive_text') return toRaw({ id, memory: text, metadata });
  if (memory.format === 'tree_text') return toRaw({ id, memory: text, metadata: withoutNulls(metadata) });
  const payload = { id, memory: text, metadata: withoutNulls(metadata) };
  return withVector(memory, id, undefined, `"payload": ${toRaw(payload)}`);
}

function preference(memory: TextMemory, item: NewMemory): RawJson {
  const payload = withoutNulls({
    ...plainMetadata(item),
    preference_type: item.memoryType || (item.collection ?? 'explicit_preference'),
    preference: item.memory,
    created_at: item.time,
  });
  const rest = `"payload": ${toRaw(payload)}, "memory": ${toRaw(item.memory)}`;
  return withVector(memory, item.id, item.collection, rest);
}

function withVector(memory: TextMemory, id: string, collection: string | undefined, rest: string): RawJson {
  const vector = placeholderVector(memory, collection);
  return `{"id": ${toRaw(id)}, ${vector === undefined ? '' : `"vector": ${vector}, `}${rest}}`;
}

/** `TextualMemoryMetadata` in the order of its fields. */
function plainMetadata({ title, time }: NewMemory): JsonRecord {
  return {
    user_id: null,
    session_id: null,
    status: 'activated',
    is_fast: null,
    evolve_to: [],
    version: 1,
    history: [],
    working_binding: null,
    type: null,
    key: title === undefined || title === '' ? null : title,
    confidence: null,
    source: null,
    tags: [],
    visibility: null,
    updated_at: time,
    info: null,
    internal_info: null,
    covered_history: null,
  };
}

/** What `TreeNodeTextualMemoryMetadata` adds. */
function treeMetadata({ memoryType, time }: NewMemory): JsonRecord {
  return {
    memory_type: memoryType || 'LongTermMemory',
    sources: [],
    embedding: null,
    created_at: time,
    usage: [],
    background: '',
    file_ids: [],
  };
}

function withoutNulls(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, JsonValue] => entry[1] !== null),
  );
}

/** A fresh id that is free in the cube; throws StudioError `duplicate-id`. */
export function freshId(memory: TextMemory, newId: () => string): string {
  const id = newId();
  if (!memory.has(id)) return id;
  throw new StudioError('duplicate-id', `There is already a memory "${id}" in ${memory.file}.`);
}
