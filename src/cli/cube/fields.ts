import { nodeValue } from '../../engine/base/json/value';
import { renderRaw } from '../../engine/base/json/render';
import { parseJson } from '../../engine/base/json/parse';
import type { JsonValue, RawJson } from '../../engine/base/json/types';
import type { FieldPath } from '../../engine/model/memory';

/** A field as it is named on the command line; a dot inside a name is written `\.`. */
export function fieldName(path: FieldPath): string {
  return path.map((step) => String(step).replace(/[\\.]/g, '\\$&')).join('.');
}

/** Plain data of a value as written; null where the field is absent. */
export function rawValue(raw: RawJson | null): JsonValue {
  return raw === null ? null : nodeValue(parseJson(raw));
}

/** A value in one line, its tokens as they are written. */
export function oneLine(raw: RawJson): string {
  return renderRaw(raw, { indent: '', newline: '\n', afterColon: ' ', afterComma: ' ' });
}
