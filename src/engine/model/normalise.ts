/**
 * Reading what MemOS's versions and stores have made of a field, for display only: the bytes stay as
 * they are. Formats: sources encoded as JSON any number of times, five forms of timestamps, confidence
 * as share or percent, fields that graph stores return as JSON text.
 */
import { own, quickJson } from '../base/json/quick';
import type { JsonRecord, JsonValue } from '../base/json/types';
import { isRecord } from '../base/json/value';

/** Decodes JSON text inside a string, repeatedly, until something else than a string appears. */
export function decodeRepeatedly(value: JsonValue, limit = 8): JsonValue {
  let current = value;
  for (let round = 0; round < limit && typeof current === 'string'; round++) {
    const text = current.trim();
    if (!/^["{[]/.test(text)) break;
    try {
      current = quickJson(text);
    } catch {
      break;
    }
  }
  return current;
}

/** One source of a memory as an object with at least `type`; text that is no object becomes a `doc`. */
export function normaliseSource(value: JsonValue): JsonRecord {
  const decoded = decodeRepeatedly(value);
  if (!isRecord(decoded)) {
    return { type: 'doc', content: typeof decoded === 'string' ? decoded : JSON.stringify(decoded) };
  }
  if (own(decoded, 'type') != null) return decoded;
  const role = own(decoded, 'role');
  return { ...decoded, type: role === 'user' || role === 'assistant' ? 'chat' : 'doc' };
}

/** All sources, whatever shape `metadata.sources` has. */
export function normaliseSources(value: JsonValue | undefined): JsonRecord[] {
  if (value === undefined || value === null) return [];
  const decoded = decodeRepeatedly(value);
  if (typeof decoded === 'string') {
    const list = /^\[(.*)\]$/s.exec(decoded.trim());
    const items = list ? list[1]!.split(',').map((item) => item.trim()) : [decoded];
    return items.filter((item) => item !== '').map(normaliseSource);
  }
  return (Array.isArray(decoded) ? decoded : [decoded]).map(normaliseSource);
}

/**
 * Milliseconds since the epoch of a MemOS timestamp: ISO with offset (Neo4j writes nine digits), naive
 * ISO (taken as local time, as Python's writer means it), date and time with a space, date only.
 */
export function parseTimestamp(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  const ms = Date.parse(value.length > 10 && value[10] === ' ' ? value.replace(' ', 'T') : value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Confidence as a share of one; values above 1 are percentages of older cubes. */
export function normaliseConfidence(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return value > 1 ? value / 100 : value;
}

/** A list of strings out of a list, a JSON text of a list, or one string. */
export function normaliseStrings(value: JsonValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  const decoded = typeof value === 'string' ? decodeRepeatedly(value) : value;
  const list = Array.isArray(decoded) ? decoded : [decoded];
  return list.flatMap((item) => (typeof item === 'string' && item !== '' ? [item] : []));
}

/** One recorded use of a memory. */
export interface Use {
  readonly time: number | undefined;
  readonly info: JsonValue;
}

/** The uses in `metadata.usage`, a list of JSON texts `{"time", "info"}`. */
export function normaliseUsage(value: JsonValue | undefined): Use[] {
  const decoded = value === undefined || value === null ? [] : decodeRepeatedly(value);
  return (Array.isArray(decoded) ? decoded : []).map((item) => {
    const use = decodeRepeatedly(item);
    return { time: parseTimestamp(own(use, 'time')), info: own(use, 'info') ?? null };
  });
}
