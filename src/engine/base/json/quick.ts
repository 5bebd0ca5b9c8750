import type { ParseOptions } from './parse';
import type { JsonValue } from './types';
import { readJson } from './value';

/**
 * Plain data of a JSON text by the fastest way: the built-in reader, and where it refuses (`NaN`, or a
 * real error that then gets its line) the lossless one. Objects of the built-in reader have a prototype,
 * but its keys are always own properties; look members up with `own`.
 */
export function quickJson(text: string, options?: ParseOptions): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return readJson(text, options);
  }
}

/** An own member of an object, never one of its prototype. */
export function own(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, JsonValue>)[key]
    : undefined;
}
