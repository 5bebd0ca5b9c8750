import { parseJson } from '../../base/json/parse';
import type { JsonNode, JsonPath } from '../../base/json/types';
import { nodeAt } from '../../base/json/value';
import type { Problem } from '../../model/problem';
import type { TextMemoryView } from './input';
import type { Spot } from './rule';

/** The range of a spot: the value concerned, or the first line of the record where it has none. */
export function rangeOf(view: TextMemoryView, spot: Spot): Problem['range'] {
  const { start, end } = 'record' in spot ? bytesOf(spot) : spot;
  const from = view.locate(start);
  const to = view.locate(lineEnd(view.bytes, start, end));
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

function bytesOf(spot: Extract<Spot, { record: unknown }>): { start: number; end: number } {
  const { record, path = [] } = spot;
  if (path.length === 0) return record;
  const text = record.text();
  try {
    const root = parseJson(text);
    const node = nearestNode(root, path);
    if (!node) return record;
    const start = record.start + Buffer.byteLength(text.slice(0, node.start));
    return { start, end: start + Buffer.byteLength(text.slice(node.start, node.end)) };
  } catch {
    return record;
  }
}

/** The value at the path, or where the path leads into JSON text inside a string, that string. */
function nearestNode(root: JsonNode, path: JsonPath): JsonNode | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return node;
  }
  return undefined;
}

/** `end`, or the end of the line where it comes first. */
function lineEnd(bytes: Uint8Array, from: number, end: number): number {
  const found = bytes.subarray(from, end).indexOf(10);
  if (found === -1) return end;
  return found > 0 && bytes[from + found - 1] === 13 ? from + found - 1 : from + found;
}
