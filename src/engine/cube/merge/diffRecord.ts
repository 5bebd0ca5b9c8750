import { parseJson } from '../../base/json/parse';
import { nodeAt } from '../../base/json/value';
import type { JsonNode, JsonPath } from '../../base/json/types';
import type { UpdateOp } from '../../model/change';
import type { FieldPath, MemoryKey, TextFormat } from '../../model/memory';
import { layoutOf, physicalPath } from '../text/layout';
import { sameRaw } from '../../base/json/sameRaw';

/** A field whose value differs; null where it is absent. Paths are those of Changes. */
export interface FieldDifference {
  readonly path: FieldPath;
  readonly before: string | null;
  readonly after: string | null;
}

/** The fields in which two records differ, object by object down to the member; arrays count as one. */
export function diffRecord(a: string, b: string, format: TextFormat): FieldDifference[] {
  if (a === b) return [];
  const found: { path: JsonPath; before: string | null; after: string | null }[] = [];
  walk(a, parseJson(a), b, parseJson(b), [], found);
  const named = found.map((d) => ({ ...d, path: fieldPath(format, d.path) }));
  const nameable = named.every((d, k) => samePath(physicalPath(format, d.path), found[k]!.path));
  return nameable ? named : [{ path: [], before: a, after: b }];
}

/** `diffRecord` as the operations that turn record `a` of memory `key` into `b`. */
export function updatesBetween(key: MemoryKey, a: string, b: string, format: TextFormat): UpdateOp[] {
  return diffRecord(a, b, format).map((d) => ({ op: 'update', key, ...d }));
}

function walk(
  a: string,
  left: JsonNode,
  b: string,
  right: JsonNode,
  path: JsonPath,
  found: { path: JsonPath; before: string | null; after: string | null }[],
): void {
  const before = a.slice(left.start, left.end);
  const after = b.slice(right.start, right.end);
  if (before === after) return;
  if (left.kind !== 'object' || right.kind !== 'object') {
    if (!sameRaw(before, after)) found.push({ path, before, after });
    return;
  }
  for (const key of new Set([...left.members, ...right.members].map((m) => m.key))) {
    const l = nodeAt(left, [key]);
    const r = nodeAt(right, [key]);
    const step = [...path, key];
    if (l && r) walk(a, l, b, r, step, found);
    else if (l) found.push({ path: step, before: a.slice(l.start, l.end), after: null });
    else if (r) found.push({ path: step, before: null, after: b.slice(r.start, r.end) });
  }
}

/** The fields of a record as people see them: text, vector, each member of the metadata, and the rest. */
export function fieldsOf(text: string, format: TextFormat): FieldPath[] {
  const { memory, metadata, vector } = layoutOf(format);
  const fields: FieldPath[] = [];
  const visit = (node: JsonNode, path: JsonPath): void => {
    const leadsOn = [memory, metadata, vector].some((p) => p.length > path.length && startsWith(p, path));
    if (node.kind === 'object' && (leadsOn || samePath(path, metadata))) {
      for (const key of new Set(node.members.map((m) => m.key))) visit(nodeAt(node, [key])!, [...path, key]);
    } else {
      fields.push(fieldPath(format, path));
    }
  };
  visit(parseJson(text), []);
  return fields;
}

const startsWith = (path: JsonPath, head: JsonPath): boolean => samePath(path.slice(0, head.length), head);

/** The name that Changes use for a place inside a record. */
function fieldPath(format: TextFormat, path: JsonPath): FieldPath {
  const layout = layoutOf(format);
  if (startsWith(path, layout.memory)) return ['memory', ...path.slice(layout.memory.length)];
  if (startsWith(path, layout.metadata)) return ['metadata', ...path.slice(layout.metadata.length)];
  return path;
}

export function samePath(a: JsonPath, b: JsonPath): boolean {
  return a.length === b.length && a.every((step, k) => step === b[k]);
}

/** Whether one path is the other or leads to it. */
export function pathsOverlap(a: JsonPath, b: JsonPath): boolean {
  const length = Math.min(a.length, b.length);
  return samePath(a.slice(0, length), b.slice(0, length));
}
