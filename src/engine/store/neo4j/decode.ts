/**
 * Properties of a node as a record of `tree_text`, as MemOS's export gives it: timestamps as ISO, `user_name` left
 * out, sources decoded while they look like an object. Beyond that, fields that are objects in MemOS's schema and
 * that it stores as text are objects again.
 */
import {
  isDate,
  isDateTime,
  isDuration,
  isInt,
  isLocalDateTime,
  isLocalTime,
  isPoint,
  isTime,
  type Date as GraphDate,
  type Duration,
  type Point,
} from 'neo4j-driver';
import { parseJson } from '../../base/json/parse';
import { floatToken } from '../../base/json/render';
import type { JsonNode, RawJson } from '../../base/json/types';
import { fromDateTime } from './timestamps';

/** Order of MemOS's metadata; Neo4j keeps none. */
const ORDER = [
  'user_id',
  'session_id',
  'status',
  'is_fast',
  'evolve_to',
  'version',
  'history',
  'working_binding',
  'type',
  'key',
  'confidence',
  'source',
  'tags',
  'visibility',
  'updated_at',
  'info',
  'internal_info',
  'covered_history',
  'memory_type',
  'sources',
  'created_at',
  'usage',
  'background',
  'file_ids',
];
const PLACE = new Map(ORDER.map((name, index) => [name, index]));
/** Fields whose objects MemOS stores as JSON text and does not decode. */
const OBJECTS: ReadonlySet<string> = new Set([
  'sources',
  'info',
  'internal_info',
  'history',
  'tool_used_status',
]);
const HIDDEN: ReadonlySet<string> = new Set(['id', 'memory', 'user_name', 'embedding']);

/** The record without the vector. It is the same for the same properties, in whatever order they come. */
export function decodeRecord(properties: Readonly<Record<string, unknown>>): RawJson {
  const names = Object.keys(properties).filter((name) => !HIDDEN.has(name) && properties[name] !== null);
  const place = (name: string) => PLACE.get(name) ?? ORDER.length;
  names.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const members = names.map((name) => `${JSON.stringify(name)}: ${decodeValue(name, properties[name])}`);
  const memory = properties.memory;
  const text = typeof memory === 'string' ? memory : '';
  return `{"id": ${JSON.stringify(properties.id)}, "memory": ${JSON.stringify(text)}, "metadata": {${members.join(', ')}}}`;
}

function decodeValue(name: string, value: unknown): RawJson {
  if (Array.isArray(value)) return `[${value.map((item) => decodeValue(name, item)).join(', ')}]`;
  if (typeof value === 'string') return (OBJECTS.has(name) && objectText(value)) || JSON.stringify(value);
  if (typeof value === 'number') return floatToken(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (isInt(value)) return value.toString();
  if (isDateTime(value)) return JSON.stringify(fromDateTime(value));
  // Other dates, times and points, which MemOS does not write, as Cypher spells them.
  return JSON.stringify(isOther(value) ? value.toString() : '');
}

/** A text that is one JSON object, as it is. */
function objectText(text: string): RawJson | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  let node: JsonNode;
  try {
    node = parseJson(text);
  } catch {
    return undefined;
  }
  return node.kind === 'object' ? text : undefined;
}

/** Values of Neo4j that are no JSON. */
function isOther(value: unknown): value is Duration | GraphDate | Point {
  const object = value as object;
  return [isDate, isTime, isLocalTime, isLocalDateTime, isDuration, isPoint].some((test) => test(object));
}
