import type { SQLInputValue } from 'node:sqlite';
import { StudioError } from '../../base/errors';
import type { Comparisons, Condition, FilterValue, MemosFilter } from '../../model/filterLanguage';
import { parseTimestamp } from '../../model/normalise';
import type { StoreFilter } from '../../model/store';
import type { Connection } from './connection';
import { idList, toIdText } from './idText';
import { UntilWritten } from './untilWritten';

/** A part of a query with its values. */
export interface Where {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** A filter as a condition on `memories m`; undefined where it lets everything through. Throws `bad-argument`. */
export function whereOf(filter: StoreFilter): Where | undefined {
  const parts: Where[] = [];
  const among = (column: string, list: readonly string[] | undefined): void => {
    if (!list || list.length === 0) return;
    parts.push({ sql: `m.${column} IN (SELECT value FROM json_each(?))`, values: [idList(list)] });
  };
  among('type', filter.types);
  among('status', filter.statuses);
  if (filter.tags && filter.tags.length > 0) {
    const sql = 'm.n IN (SELECT t.n FROM tags t WHERE t.tag IN (SELECT value FROM json_each(?)))';
    parts.push({ sql, values: [idList(filter.tags)] });
  }
  if (filter.memos) parts.push(memosWhere(filter.memos));
  return parts.length > 0 ? joined(parts, 'AND') : undefined;
}

/** Filters that let no more memories through than this are worth following one by one. */
const FEW = 2000;

/** Whether filters let few memories through; known until somebody writes. */
export class Few {
  private readonly known: UntilWritten<boolean>;

  constructor(private readonly connection: Connection) {
    this.known = new UntilWritten(connection, 100);
  }

  pass({ sql, values }: Where): boolean {
    this.known.refresh();
    const key = JSON.stringify([sql, values]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const count = `SELECT count(*) FROM (SELECT 1 FROM memories m WHERE ${sql} LIMIT ?)`;
    const few = this.connection.number(count, ...values, FEW + 1) <= FEW;
    this.known.set(key, few, 1);
    return few;
  }
}

function joined(parts: readonly Where[], by: 'AND' | 'OR'): Where {
  if (parts.length === 0) return { sql: '1', values: [] };
  return {
    sql: `(${parts.map((part) => part.sql).join(` ${by} `)})`,
    values: parts.flatMap((part) => part.values),
  };
}

function memosWhere(filter: MemosFilter): Where {
  const { and, or } = filter as { and?: unknown; or?: unknown };
  const list = (value: unknown): Where[] => {
    if (!Array.isArray(value)) throw refused('"and" and "or" of a filter need a list of conditions.');
    return value.map((condition) => conditionWhere(condition as Condition));
  };
  if (and !== undefined) return joined(list(and), 'AND');
  if (or !== undefined) return joined(list(or), 'OR');
  return conditionWhere(filter as Condition);
}

function conditionWhere(condition: Condition): Where {
  if (typeof condition !== 'object' || condition === null)
    throw refused('A condition of a filter is an object.');
  return joined(
    Object.entries(condition).map(([name, wanted]) => propertyWhere(name, wanted)),
    'AND',
  );
}

function propertyWhere(name: string, wanted: FilterValue | Comparisons): Where {
  if (!NAME.test(name)) throw refused(`"${name}" is no name of a property.`);
  if (typeof wanted !== 'object' || wanted === null) return compared(name, '=', wanted);
  const parts = Object.entries(wanted as Record<string, unknown>).map(([operator, value]) => {
    if (operator in OPERATORS) return compared(name, OPERATORS[operator as keyof typeof OPERATORS], value);
    if (operator === 'like') return likeWhere(name, value);
    if (operator === 'contains') return containsWhere(name, value);
    if (operator === 'in') return inWhere(name, value);
    throw refused(`"${operator}" is no comparison of a filter.`);
  });
  return joined(parts, 'AND');
}

/** Where a property stands: id and memory beside the metadata, everything else in it. */
function place(name: string): string {
  if (name === 'id') return 'm.id';
  const path = name === 'memory' ? 'memory' : `metadata.${name}`;
  return `json_extract(CASE WHEN json_valid(m.raw, 2) THEN m.raw END, '$.${path}')`;
}

/** What a property is in JSON: of a list or an object, `json_extract` makes a text too. */
function kindOf(name: string): string {
  if (name === 'id') return "'text'";
  const path = name === 'memory' ? 'memory' : `metadata.${name}`;
  return `json_type(CASE WHEN json_valid(m.raw, 2) THEN m.raw END, '$.${path}')`;
}

function compared(name: string, operator: string, value: unknown): Where {
  if (name.endsWith('_at')) {
    const time = parseTimestamp(value as string);
    if (time === undefined) throw refused(`"${name}" is compared with a time, as 2025-05-01T00:00:00Z.`);
    return { sql: `memory_time(${place(name)}) ${operator} ?`, values: [time] };
  }
  const kind = typeof value === 'number' ? " IN ('integer', 'real')" : " = 'text'";
  if (typeof value === 'boolean') return { sql: `${place(name)} ${operator} ?`, values: [Number(value)] };
  return {
    sql: `(${kindOf(name)}${kind} AND ${place(name)} ${operator} ?)`,
    values: [sqlValue(value)],
  };
}

function likeWhere(name: string, value: unknown): Where {
  if (typeof value !== 'string') throw refused('"like" of a filter needs a text.');
  return { sql: `(${kindOf(name)} = 'text' AND instr(${place(name)}, ?) > 0)`, values: [sqlValue(value)] };
}

function containsWhere(name: string, value: unknown): Where {
  if (name === 'tags' && typeof value === 'string') {
    return { sql: 'm.n IN (SELECT t.n FROM tags t WHERE t.tag = ?)', values: [toIdText(value)] };
  }
  const list = `json_each(CASE WHEN json_valid(m.raw, 2) THEN m.raw ELSE 'null' END, '$.metadata.${name}')`;
  // Of a single value, or of an object, json_each makes rows too; only elements of a list are numbered.
  return {
    sql: `EXISTS (SELECT 1 FROM ${list} l WHERE typeof(l.key) = 'integer' AND l.value = ?)`,
    values: [sqlValue(value)],
  };
}

function inWhere(name: string, value: unknown): Where {
  if (!Array.isArray(value)) throw refused('"in" of a filter needs a list.');
  const list = value.map((item: unknown) => compared(name, '=', item));
  return list.length === 0 ? { sql: '0', values: [] } : joined(list, 'OR');
}

function sqlValue(value: unknown): SQLInputValue {
  if (typeof value === 'string') return toIdText(value);
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  throw refused('A filter compares with texts, numbers, true and false.');
}

function refused(message: string): StudioError {
  return new StudioError('bad-argument', message, {
    remedy: 'Write the filter as in docs/search.md, for instance {"status": "activated"}.',
  });
}
