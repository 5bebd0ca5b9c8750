import { parseJson, type ParseOptions } from './parse';
import type { JsonNode, JsonPath, JsonRecord, JsonValue } from './types';

/** The plain data of a node. Later duplicates of a key win, as in Python. */
export function nodeValue(node: JsonNode): JsonValue {
  if (node.kind === 'array') return node.items.map(nodeValue);
  if (node.kind !== 'object') return node.value;
  const record = Object.create(null) as JsonRecord;
  for (const member of node.members) record[member.key] = nodeValue(member.value);
  return record;
}

/** Parses text to plain data; see `parseJson` for what is accepted. */
export function readJson(text: string, options?: ParseOptions): JsonValue {
  return nodeValue(parseJson(text, options));
}

/** The node at a path, or undefined. Of duplicate keys the last counts. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'array' && typeof step === 'number') node = node.items[step];
    else if (node?.kind === 'object') node = node.members.findLast((m) => m.key === step)?.value;
    else return undefined;
  }
  return node;
}

/** The text of the value at a path, exactly as written, or undefined. */
export function rawAt(text: string, path: JsonPath): string | undefined {
  const node = nodeAt(parseJson(text), path);
  return node && text.slice(node.start, node.end);
}

/** Whether a value is an object (not null, not an array). */
export function isRecord(value: JsonValue | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
