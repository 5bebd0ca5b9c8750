import { parseJson } from '../../base/json/parse';
import { renderRaw, toRaw } from '../../base/json/render';
import type { JsonStyle } from '../../base/json/style';
import type { RawJson } from '../../base/json/types';
import { nodeValue } from '../../base/json/value';
import { decodeRepeatedly } from '../../model/normalise';

/** JSON on one line, spaced as `toRaw` and Python space it. */
export const ONE_LINE: JsonStyle = { indent: '', newline: '\n', afterColon: ' ', afterComma: ' ' };

/**
 * The items of a list, each as it is written on one line. A list that is encoded as text is decoded, a
 * single value counts as a list of one, and null or an absent field as none.
 */
export function itemsOf(raw: RawJson | null): RawJson[] {
  if (raw === null) return [];
  const node = parseJson(raw);
  if (node.kind === 'array')
    return node.items.map((item) => renderRaw(raw.slice(item.start, item.end), ONE_LINE));
  const value = decodeRepeatedly(nodeValue(node));
  if (value === null || value === '') return [];
  return (Array.isArray(value) ? value : [value]).map(toRaw);
}

/** One list out of several, each item once, in the order in which they come. */
export function unite(lists: readonly (readonly RawJson[])[]): RawJson {
  return `[${[...new Set(lists.flat())].join(', ')}]`;
}
