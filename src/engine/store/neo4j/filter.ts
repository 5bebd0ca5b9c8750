/** Filters as conditions of Cypher: values are parameters, names are checked. */
import { StudioError } from '../../base/errors';
import type { Comparisons, Condition, FilterValue, MemosFilter } from '../../model/filterLanguage';
import type { StoreFilter } from '../../model/store';
import { cypherName } from './names';
import { toDateTime } from './timestamps';

export interface Where {
  /** Conditions joined by AND; `true` where there are none. */
  readonly where: string;
  readonly params: Readonly<Record<string, unknown>>;
}

type Comparison = keyof Comparisons;
const SIGNS: Partial<Record<Comparison, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** `memory_type`, in older cubes the type of the preference. */
export const typeOf = (node: string): string => `coalesce(${node}.memory_type, ${node}.preference_type, '')`;
/** Tags are a list, in older cubes one text. */
export const tagsOf = (node: string): string =>
  `CASE WHEN ${node}.tags IS :: LIST<ANY> THEN ${node}.tags WHEN ${node}.tags IS NULL THEN [] ELSE [${node}.tags] END`;

/** The conditions that a filter sets on a node. Throws `bad-argument` for names and values that cannot be. */
export function whereOf(filter: StoreFilter, node = 'n'): Where {
  const parts: string[] = [];
  const params: Record<string, unknown> = {};
  const param = (value: unknown) => {
    const name = `f${Object.keys(params).length}`;
    params[name] = value;
    return `$${name}`;
  };
  if (filter.types?.length) parts.push(`${typeOf(node)} IN ${param(filter.types)}`);
  if (filter.statuses?.length) parts.push(`coalesce(${node}.status, '') IN ${param(filter.statuses)}`);
  if (filter.tags?.length) parts.push(`any(tag IN ${tagsOf(node)} WHERE tag IN ${param(filter.tags)})`);
  if (filter.memos) parts.push(memosWhere(filter.memos, node, param));
  return { where: parts.length > 0 ? parts.join(' AND ') : 'true', params };
}

function memosWhere(filter: MemosFilter, node: string, param: (value: unknown) => string): string {
  const list = (conditions: readonly Condition[], word: string) =>
    conditions.length === 0
      ? 'true'
      : `(${conditions.map((each) => conditionWhere(each, node, param)).join(` ${word} `)})`;
  if ('and' in filter && Array.isArray(filter.and)) return list(filter.and as readonly Condition[], 'AND');
  if ('or' in filter && Array.isArray(filter.or)) return list(filter.or as readonly Condition[], 'OR');
  return conditionWhere(filter as Condition, node, param);
}

function conditionWhere(condition: Condition, node: string, param: (value: unknown) => string): string {
  const parts = Object.entries(condition).flatMap(([name, wanted]) => {
    const property = `${node}.${cypherName(name)}`;
    if (typeof wanted !== 'object') return [`${property} = ${param(valueFor(name, wanted))}`];
    return Object.entries(wanted).map(([comparison, value]) =>
      compare(name, property, comparison as Comparison, value as FilterValue | FilterValue[], param),
    );
  });
  return parts.length > 0 ? `(${parts.join(' AND ')})` : 'true';
}

function compare(
  name: string,
  property: string,
  comparison: Comparison,
  value: FilterValue | FilterValue[],
  param: (value: unknown) => string,
): string {
  if (comparison === 'in' && Array.isArray(value))
    return `${property} IN ${param(value.map((item) => valueFor(name, item)))}`;
  if (Array.isArray(value)) throw new StudioError('bad-argument', `“${comparison}” compares with one value.`);
  if (comparison === 'contains')
    return `${param(value)} IN CASE WHEN ${property} IS :: LIST<ANY> THEN ${property} ELSE [] END`;
  if (comparison === 'like') return `${property} CONTAINS ${param(String(value))}`;
  const sign = SIGNS[comparison];
  if (sign === undefined) throw new StudioError('bad-argument', `There is no comparison “${comparison}”.`);
  return `${property} ${sign} ${param(valueFor(name, value))}`;
}

/** Times are compared as times. */
function valueFor(name: string, value: FilterValue): unknown {
  if (!name.endsWith('_at') || typeof value !== 'string') return value;
  const time = toDateTime(value);
  if (time !== undefined) return time;
  throw new StudioError('bad-argument', `“${value.slice(0, 80)}” is not a time.`, {
    remedy: 'Write it as 2026-01-13T20:51:42+00:00.',
  });
}
