/** What MemOS's filter language says of one record; stores say the same in their own languages. */
import { own } from '../base/json/quick';
import type { JsonValue } from '../base/json/types';
import type { Comparison } from './filterCheck';
import type { Condition, FilterValue, MemosFilter } from './filterLanguage';
import { normaliseStrings, parseTimestamp } from './normalise';

/** Whether a record `{"id", "memory", "metadata"}` passes a checked filter. */
export function passesFilter(record: JsonValue, filter: MemosFilter): boolean {
  const { and, or } = filter as { readonly and?: readonly Condition[]; readonly or?: readonly Condition[] };
  if (Array.isArray(and)) return and.every((condition) => holds(record, condition as Condition));
  if (Array.isArray(or)) return or.some((condition) => holds(record, condition as Condition));
  return holds(record, filter as Condition);
}

function holds(record: JsonValue, condition: Condition): boolean {
  return Object.entries(condition).every(([name, wanted]) => {
    const value = propertyOf(record, name);
    if (typeof wanted !== 'object') return equals(name, value, wanted);
    return Object.entries(wanted).every(([comparison, limit]) =>
      compares(name, value, comparison as Comparison, limit as FilterValue | readonly FilterValue[]),
    );
  });
}

function propertyOf(record: JsonValue, name: string): JsonValue | undefined {
  return own(name === 'id' || name === 'memory' ? record : own(record, 'metadata'), name);
}

function equals(name: string, value: JsonValue | undefined, wanted: FilterValue): boolean {
  if (!isTime(name)) return value === wanted;
  const time = timeOf(value);
  return time !== undefined && time === timeOf(wanted);
}

function compares(
  name: string,
  value: JsonValue | undefined,
  comparison: Comparison,
  limit: FilterValue | readonly FilterValue[],
): boolean {
  if (typeof limit === 'object') {
    return comparison === 'in' && limit.some((wanted) => equals(name, value, wanted));
  }
  if (comparison === 'contains') {
    const list = name === 'tags' ? normaliseStrings(value) : value;
    return Array.isArray(list) && (list as readonly JsonValue[]).includes(limit);
  }
  if (comparison === 'like') return typeof value === 'string' && value.includes(String(limit));
  const [left, right] = isTime(name) ? [timeOf(value), timeOf(limit)] : [value, limit];
  if (left === undefined || right === undefined || typeof left !== typeof right) return false;
  return ordered(left as FilterValue, right, comparison);
}

function ordered(left: FilterValue, right: FilterValue, comparison: Comparison): boolean {
  if (comparison === 'gt') return left > right;
  if (comparison === 'gte') return left >= right;
  if (comparison === 'lt') return left < right;
  return comparison === 'lte' && left <= right;
}

const isTime = (name: string): boolean => name.endsWith('_at');

function timeOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'string' ? parseTimestamp(value) : undefined;
}
