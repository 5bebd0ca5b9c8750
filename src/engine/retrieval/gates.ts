/** The steps at which a memory can fall, in the order of GATES. */
import { passesFilter } from '../model/filterEvaluate';
import type { Gate, GateName, SearchRequest } from '../model/search';
import type { Member } from './pool';

/** Statuses searched where none are asked for; '' are memories without one. */
export const DEFAULT_STATUSES = ['activated', 'resolving', ''] as const;

/** A gate with what was measured and asked for as it is; texts are made of it only for what is shown. */
export interface Passage {
  readonly name: GateName;
  readonly passed: boolean;
  readonly value: unknown;
  readonly limit: unknown;
}

export const gate = (name: GateName, passed: boolean, value: unknown, limit: unknown): Passage => ({
  name,
  passed,
  value,
  limit,
});

/** Gates as they are shown. */
export const shownGates = (gates: readonly Passage[]): Gate[] =>
  gates.map(({ name, passed, value, limit }) => ({ name, passed, value: shown(value), limit: shown(limit) }));

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The statuses that a request searches; undefined: all. */
export function statusesOf({ statuses }: SearchRequest): readonly string[] | undefined {
  if (statuses === undefined) return DEFAULT_STATUSES;
  return statuses.length === 0 ? undefined : statuses;
}

/** The gates before its score counts; `answers` tells whether anything in it has to do with the question. */
export function firstGates(
  { facts, found, record }: Member,
  answers: boolean,
  request: SearchRequest,
): Passage[] {
  const { row, id } = facts;
  const { filter, types = [], tags = [], user } = request;
  const statuses = statusesOf(request);
  const typed = types.length === 0 || types.includes(row.type);
  const tagged = tags.length === 0 || row.tags.some((tag) => tags.includes(tag));
  const hidden = row.visibility === 'private' && user !== undefined && facts.user !== user;
  return [
    gate('exists', true, id, ''),
    gate('status', !statuses || statuses.includes(row.status), row.status, statuses ?? ''),
    gate('filter', !filter || (record !== undefined && passesFilter(record, filter)), '', filter ?? ''),
    gate('facet', typed && tagged, { type: row.type, tags: row.tags }, { types, tags }),
    gate('permission', !hidden, { visibility: row.visibility, user: facts.user ?? '' }, user ?? ''),
    gate('candidate', found.length > 0 && answers, found, ''),
  ];
}

/** Whether a memory came through all the gates so far. */
export const passed = (gates: readonly Passage[]): boolean => gates.every((each) => each.passed);
