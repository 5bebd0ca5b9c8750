import type { RawJson } from '../../../src/engine/base/json/types';

/** The value of a field's JSON text, or undefined for what only Python writes, such as `NaN`. */
export function valueOf(raw: RawJson): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return undefined;
  }
}

/** The text of a JSON string; null for anything else. */
export function textOf(raw: RawJson): string | null {
  const value = valueOf(raw);
  return typeof value === 'string' ? value : null;
}

/** The items of a JSON array of strings; null for anything else. */
export function listOf(raw: RawJson): readonly string[] | null {
  const value = valueOf(raw);
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
}

/** Why a text is not JSON, or null when it is. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** JSON text laid out for reading; unchanged when it is not JSON for a browser. */
export function prettyJson(raw: RawJson): string {
  const value = valueOf(raw);
  return value === undefined || !roundTrips(raw, value) ? raw : JSON.stringify(value, null, 2);
}

/** Laying out would change numbers such as `90.0`; such a text is shown as written. */
function roundTrips(raw: RawJson, value: unknown): boolean {
  const squeeze = (text: string): string => text.replace(/\s/g, '');
  return squeeze(raw) === squeeze(JSON.stringify(value));
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether a text is a number as JSON writes it. */
export function isJsonNumber(text: string): boolean {
  return NUMBER.test(text);
}
