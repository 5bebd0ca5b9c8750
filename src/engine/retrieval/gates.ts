/** The steps at which a memory can fall, in the order of GATES. */
import { passesFilter } from '../model/filterEvaluate';
import type { Gate, GateName, SearchRequest } from '../model/search';
import type { Member } from './pool';

/** Statuses searched where none are asked for; '' are memories without one. */
export const DEFAULT_STATUSES = ['activated', 'resolving', ''] as const;

export const gate = (name: GateName, passed: boolean, value: unknown, limit: unknown): Gate => ({
  name,
  passed,
  value: typeof value === 'string' ? value : JSON.stringify(value),
  limit: typeof limit === 'string' ? limit : JSON.stringify(limit),
});

/** The statuses that a request searches; undefined: all. */
export function statusesOf({ statuses }: SearchRequest): readonly string[] | undefined {
  if (statuses === undefined) return DEFAULT_STATUSES;
  return statuses.length === 0 ? undefined : statuses;
}

/** The gates before its score counts; `answers` tells whether anything in it has to do with the question. */
export function firstGates({ facts, found }: Member, answers: boolean, request: SearchRequest): Gate[] {
  const { row, id } = facts.stored;
  const { filter, types = [], tags = [], user } = request;
  const statuses = statusesOf(request);
  const typed = types.length === 0 || types.includes(row.type);
  const tagged = tags.length === 0 || row.tags.some((tag) => tags.includes(tag));
  const hidden = row.visibility === 'private' && user !== undefined && facts.user !== user;
  return [
    gate('exists', true, id, ''),
    gate('status', !statuses || statuses.includes(row.status), row.status, statuses ?? ''),
    gate('filter', !filter || passesFilter(facts.record, filter), '', filter ?? ''),
    gate('facet', typed && tagged, { type: row.type, tags: row.tags }, { types, tags }),
    gate('permission', !hidden, { visibility: row.visibility, user: facts.user ?? '' }, user ?? ''),
    gate('candidate', found.length > 0 && answers, found, ''),
  ];
}

/** Whether a memory came through all the gates so far. */
export const passed = (gates: readonly Gate[]): boolean => gates.every((each) => each.passed);
