/** Checks a filter of MemOS's language that came as JSON. */
import { StudioError } from '../base/errors';
import { isRecord } from '../base/json/value';
import type { JsonValue } from '../base/json/types';
import type { MemosFilter } from './filterLanguage';

/** Comparisons of the language. */
export const COMPARISONS = ['gt', 'gte', 'lt', 'lte', 'contains', 'in', 'like'] as const;
export type Comparison = (typeof COMPARISONS)[number];

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MOST_CONDITIONS = 100;

/**
 * The filter in a JSON value.
 * @throws StudioError `bad-argument` with where in the filter it is wrong
 */
export function checkFilter(value: JsonValue): MemosFilter {
  if (!isRecord(value)) throw badFilter('A filter is an object.');
  const keys = Object.keys(value);
  for (const join of ['and', 'or'] as const) {
    if (!Object.hasOwn(value, join)) continue;
    if (keys.length > 1) throw badFilter(`"${join}" stands alone in a filter.`);
    const list = value[join];
    if (!Array.isArray(list) || list.length === 0 || list.length > MOST_CONDITIONS) {
      throw badFilter(`"${join}" of a filter needs a list of 1 to ${MOST_CONDITIONS} conditions.`);
    }
    list.forEach((condition, at) => checkCondition(condition, `${join}[${at}]`));
    return value as unknown as MemosFilter;
  }
  checkCondition(value, 'filter');
  return value as unknown as MemosFilter;
}

function checkCondition(condition: JsonValue, where: string): void {
  if (!isRecord(condition) || Object.keys(condition).length === 0) {
    throw badFilter(`The condition at ${where} is no object that names a property.`);
  }
  for (const [name, wanted] of Object.entries(condition)) {
    const place = `${where}.${name}`;
    if (name === 'and' || name === 'or') throw badFilter(`Conditions cannot be nested, as at ${place}.`);
    if (!NAME.test(name))
      throw badFilter(`The property at ${place} has a name with other signs than letters, digits and "_".`);
    if (isRecord(wanted)) checkComparisons(wanted, place);
    else checkScalar(wanted, place);
  }
}

function checkComparisons(comparisons: Readonly<Record<string, JsonValue>>, place: string): void {
  const entries = Object.entries(comparisons);
  if (entries.length === 0) throw badFilter(`A comparison is missing at ${place}.`);
  for (const [operator, value] of entries) {
    const at = `${place}.${operator}`;
    if (!(COMPARISONS as readonly string[]).includes(operator)) {
      throw badFilter(`There is no comparison "${operator}"; there are ${COMPARISONS.join(', ')}.`);
    }
    if (operator === 'in') {
      if (!Array.isArray(value)) throw badFilter(`A list of values is expected at ${at}.`);
      value.forEach((item, index) => checkScalar(item, `${at}[${index}]`));
    } else if (operator === 'like') {
      if (typeof value !== 'string') throw badFilter(`A text is expected at ${at}.`);
    } else checkScalar(value, at);
  }
}

function checkScalar(value: JsonValue, place: string): void {
  const plain = typeof value === 'string' || typeof value === 'boolean';
  if (plain || (typeof value === 'number' && Number.isFinite(value))) return;
  throw badFilter(`A text, a number, true or false is expected at ${place}.`);
}

function badFilter(message: string): StudioError {
  return new StudioError('bad-argument', message, {
    remedy:
      'Write for instance {"and": [{"memory_type": "UserMemory"}, {"created_at": {"gte": "2026-01-01"}}]}.',
  });
}
