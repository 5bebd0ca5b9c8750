/**
 * Changing one value inside a JSON text and nothing else: the result of each function is a splice, the
 * smallest replacement that does it, laid out like its neighbours.
 */
import { StudioError } from '../errors';
import { parseJson } from './parse';
import { renderRaw } from './render';
import { detectStyle, type JsonStyle } from './style';
import type { JsonArrayNode, JsonNode, JsonObjectNode, JsonPath, RawJson } from './types';
import { nodeAt } from './value';

/** Replace `remove` characters at `at` by `insert`. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

export function applySplice(text: string, splice: Splice): string {
  return text.slice(0, splice.at) + splice.insert + text.slice(splice.at + splice.remove);
}

/**
 * Sets the value at `path`; a missing last member is appended to its object, missing objects on the
 * way are created. `baseLevel` is the depth at which the text itself stands in its file.
 */
export function setValue(text: string, path: JsonPath, raw: RawJson, options: EditOptions = {}): Splice {
  const root = parseJson(text);
  const style = options.style ?? detectStyle(text);
  const level = options.baseLevel ?? 0;
  const existing = nodeAt(root, path);
  if (existing) {
    const depth = containerIsFlat(text, nodeAt(root, path.slice(0, -1))) ? { ...style, indent: '' } : style;
    return {
      at: existing.start,
      remove: existing.end - existing.start,
      insert: renderRaw(raw, depth, level + path.length),
    };
  }
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path[path.length - 1];
  if (parent?.kind === 'object' && typeof last === 'string') {
    return insertPart(
      text,
      parent,
      parent.members.length,
      JSON.stringify(last),
      raw,
      style,
      level + path.length,
    );
  }
  if (parent === undefined && path.length > 1 && typeof last === 'string') {
    return setValue(text, path.slice(0, -1), `{${JSON.stringify(last)}: ${raw}}`, options);
  }
  if (parent?.kind === 'array' && typeof last === 'number' && last === parent.items.length) {
    return insertPart(text, parent, last, undefined, raw, style, level + path.length);
  }
  throw new StudioError('bad-shape', `There is no place for a value at "${path.join('.')}".`);
}

/** Removes the member or array item at `path`; undefined where there is none. */
export function removeValue(text: string, path: JsonPath): Splice | undefined {
  const root = parseJson(text);
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path[path.length - 1];
  if (parent?.kind !== 'object' && parent?.kind !== 'array') return undefined;
  const spans = partSpans(parent);
  const index = parent.kind === 'array' ? Number(last) : parent.members.findLastIndex((m) => m.key === last);
  const span = spans[index];
  if (!span) return undefined;
  const previous = spans[index - 1];
  const next = spans[index + 1];
  if (previous) return { at: previous.end, remove: span.end - previous.end, insert: '' };
  if (next) return { at: span.start, remove: next.start - span.start, insert: '' };
  return { at: parent.start + 1, remove: parent.end - parent.start - 2, insert: '' };
}

export interface EditOptions {
  readonly style?: JsonStyle;
  readonly baseLevel?: number;
}

function insertPart(
  text: string,
  parent: JsonObjectNode | JsonArrayNode,
  index: number,
  key: string | undefined,
  raw: RawJson,
  style: JsonStyle,
  level: number,
): Splice {
  const flat = containerIsFlat(text, parent);
  const used = flat && partSpans(parent).length > 0 ? { ...style, indent: '' } : style;
  const body = `${key === undefined ? '' : `${key}:${style.afterColon}`}${renderRaw(raw, used, level)}`;
  const previous = partSpans(parent)[index - 1];
  if (previous) {
    const lead = used.indent ? style.newline + style.indent.repeat(level) : style.afterComma;
    return { at: previous.end, remove: 0, insert: `,${lead}${body}` };
  }
  const [lead, trail] = used.indent
    ? [style.newline + style.indent.repeat(level), style.newline + style.indent.repeat(level - 1)]
    : ['', ''];
  return { at: parent.start + 1, remove: parent.end - parent.start - 2, insert: lead + body + trail };
}

function partSpans(node: JsonObjectNode | JsonArrayNode): { start: number; end: number }[] {
  return node.kind === 'array'
    ? node.items
    : node.members.map((m) => ({ start: m.keyStart, end: m.value.end }));
}

/** Whether a container with content stands on one line. */
function containerIsFlat(text: string, node: JsonNode | undefined): boolean {
  if (node?.kind !== 'object' && node?.kind !== 'array') return false;
  const first = partSpans(node)[0];
  return first !== undefined && !text.slice(node.start, first.start).includes('\n');
}
