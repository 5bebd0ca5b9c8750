/**
 * A record of `tree_text` as properties of a node, as MemOS's `add_node` stores it: metadata flat, `info` merged
 * into it, other objects as JSON text with sorted keys, each source as JSON text, two timestamps as DateTime.
 */
import { int, isInt } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import { parseJson } from '../../base/json/parse';
import { renderRaw } from '../../base/json/render';
import type { JsonStyle } from '../../base/json/style';
import type { JsonMember, JsonNode, JsonObjectNode, RawJson } from '../../base/json/types';
import { nodeAt } from '../../base/json/value';
import { RESERVED_NAMES } from './names';
import { toDateTime } from './timestamps';

const PYTHON: JsonStyle = { indent: '', newline: '\n', afterColon: ' ', afterComma: ' ' };
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

export interface Encoded {
  readonly id: string;
  /** Everything but `user_name` and `embedding`. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** `metadata.embedding`, where it is a list of numbers. */
  readonly embedding: readonly number[] | undefined;
}

/**
 * Throws `bad-json` for what is no JSON, and `bad-argument` for half a character, which Neo4j would replace
 * silently. Members without a place in the graph are left out.
 */
export function encodeRecord(raw: RawJson): Encoded {
  const root = parseJson(raw);
  if (HALF.test(raw)) requireWhole(root);
  const properties: Record<string, unknown> = {};
  const text = (name: string) => {
    const node = nodeAt(root, [name]);
    return node?.kind === 'string' ? String(node.value) : '';
  };
  const metadata = nodeAt(root, ['metadata']);
  const members = metadata?.kind === 'object' ? lastOfEach(metadata) : [];
  for (const { key, value } of [...members, ...infoMembers(members)]) {
    if (RESERVED_NAMES.has(key) || key === '' || key === 'embedding') continue;
    if (key === 'info' && value.kind === 'object') continue;
    if (Object.hasOwn(properties, key)) continue;
    const encoded = encodeField(raw, key, value);
    if (encoded !== null) properties[key] = encoded;
  }
  properties.id = text('id');
  properties.memory = text('memory');
  return { id: text('id'), properties, embedding: numbers(nodeAt(root, ['metadata', 'embedding'])) };
}

/** Half a surrogate pair, or the escape of one: only then is a closer look worth its time. */
const HALF = /\p{Surrogate}|\\u[dD][89a-fA-F]/u;
const LONE = /\p{Surrogate}/u;
const LONE_ALL = /\p{Surrogate}/gu;

function requireWhole(node: JsonNode): void {
  const refuse = (text: string) => {
    if (!LONE.test(text)) return;
    throw new StudioError('bad-argument', 'A text with half a character in it cannot be kept in Neo4j.', {
      remedy: `Remove the broken character near “${text.slice(0, 60).replaceAll(LONE_ALL, '�')}”.`,
    });
  };
  if (node.kind === 'string') refuse(String(node.value));
  else if (node.kind === 'array') node.items.forEach(requireWhole);
  else if (node.kind === 'object') {
    for (const { key, value } of node.members) {
      refuse(key);
      requireWhole(value);
    }
  }
}

/** Of duplicate keys the last counts, as in Python. */
function lastOfEach(node: JsonObjectNode): JsonMember[] {
  return [...new Map(node.members.map((member) => [member.key, member])).values()];
}

function infoMembers(members: readonly JsonMember[]): JsonMember[] {
  const info = members.find((member) => member.key === 'info')?.value;
  return info?.kind === 'object' ? lastOfEach(info) : [];
}

function encodeField(raw: string, key: string, node: JsonNode): unknown {
  if (key === 'sources' && node.kind === 'array') return node.items.map((item) => element(raw, item));
  if ((key === 'created_at' || key === 'updated_at') && node.kind === 'string')
    return toDateTime(String(node.value)) ?? node.value;
  if (node.kind === 'object') return sortedText(raw, node);
  if (node.kind === 'number') return number(raw, node);
  if (node.kind !== 'array') return node.value;
  const kinds = new Set(node.items.map((item) => item.kind));
  const plain = kinds.size < 2 && !['object', 'array', 'null'].some((kind) => kinds.has(kind as 'null'));
  if (!plain) return node.items.map((item) => element(raw, item));
  const items = node.items.map((item) => plainValue(raw, item));
  // A list in Neo4j is of one kind: with one fraction in it, all its numbers are fractions.
  const mixed = kinds.has('number') && items.some((item) => typeof item === 'number');
  return mixed ? items.map((item) => (isInt(item) ? item.toNumber() : item)) : items;
}

function plainValue(raw: string, node: JsonNode): unknown {
  if (node.kind === 'number') return number(raw, node);
  return 'value' in node ? node.value : null;
}

/** An element of a list that holds more than plain values: text stays, anything else is its JSON. */
function element(raw: string, node: JsonNode): string {
  return node.kind === 'string' ? String(node.value) : renderRaw(raw.slice(node.start, node.end), PYTHON);
}

/** Whole numbers stay whole, so that `90` and `90.0` come back as they were. */
function number(raw: string, node: JsonNode): unknown {
  const token = raw.slice(node.start, node.end);
  if (/^-?\d+$/.test(token)) {
    const value = BigInt(token);
    if (value >= INT64.min && value <= INT64.max) return int(value);
  }
  return 'value' in node ? Number(node.value) : null;
}

/** JSON text with sorted keys in Python's layout, tokens as they are. */
function sortedText(raw: string, node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map((item) => sortedText(raw, item)).join(', ')}]`;
  if (node.kind === 'string') return JSON.stringify(node.value);
  if (node.kind !== 'object') return raw.slice(node.start, node.end);
  const members = lastOfEach(node).sort((a, b) => (a.key < b.key ? -1 : 1));
  return `{${members.map(({ key, value }) => `${JSON.stringify(key)}: ${sortedText(raw, value)}`).join(', ')}}`;
}

function numbers(node: JsonNode | undefined): number[] | undefined {
  if (node?.kind !== 'array' || node.items.length === 0) return undefined;
  const values = node.items.map((item) => (item.kind === 'number' ? Number(item.value) : NaN));
  return values.every(Number.isFinite) ? values : undefined;
}
