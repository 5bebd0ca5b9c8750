import { parseJson } from './parse';
import type { JsonStyle } from './style';
import type { JsonNode, JsonValue, RawJson } from './types';

/**
 * Lays a JSON text out anew in a style, keeping every token (numbers, escapes) as it is written.
 * `level` is the depth of the line that the value starts on.
 */
export function renderRaw(raw: RawJson, style: JsonStyle, level = 0): RawJson {
  return renderNode(raw, parseJson(raw), style, level);
}

function renderNode(text: string, node: JsonNode, style: JsonStyle, level: number): string {
  if (node.kind !== 'object' && node.kind !== 'array') return text.slice(node.start, node.end);
  const parts =
    node.kind === 'array'
      ? node.items.map((item) => renderNode(text, item, style, level + 1))
      : node.members.map(
          (m) =>
            `${text.slice(m.keyStart, m.keyEnd)}:${style.afterColon}${renderNode(text, m.value, style, level + 1)}`,
        );
  const [open, close] = node.kind === 'array' ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  if (!style.indent) return `${open}${parts.join(`,${style.afterComma}`)}${close}`;
  const inner = style.newline + style.indent.repeat(level + 1);
  return `${open}${inner}${parts.join(`,${inner}`)}${style.newline}${style.indent.repeat(level)}${close}`;
}

/** Compact JSON of plain data, numbers in Python's spelling; objects may have no prototype. */
export function toRaw(value: JsonValue): RawJson {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberToken(value);
  if (Array.isArray(value)) return `[${value.map(toRaw).join(', ')}]`;
  return `{${Object.keys(value)
    .map((key) => `${JSON.stringify(key)}: ${toRaw(value[key]!)}`)
    .join(', ')}}`;
}

/** A number as Python writes it; one without a fraction as a whole number. */
function numberToken(value: number): string {
  const whole = Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) < 1e21;
  return whole ? String(value) : floatToken(value);
}

/** A floating-point number as Python writes it: `90.0`, `5e-05`, `1e+16`, `NaN`, `-Infinity`. */
export function floatToken(value: number): RawJson {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e16) return `${Object.is(value, -0) ? '-0' : value}.0`;
  const text = size < 1e-4 || size >= 1e16 ? value.toExponential() : String(value);
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}
