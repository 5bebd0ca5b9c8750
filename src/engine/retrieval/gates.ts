/** The steps at which a memory can fall, in the order of GATES. */
import { passesFilter } from '../model/filterEvaluate';
import type { MemoryRow } from '../model/memory';
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

/** A candidate at the gates. */
export interface Arrival {
  readonly member: Member;
  /** Whether anything in it has to do with the question. */
  readonly answers: boolean;
  readonly request: SearchRequest;
}

/** A gate before the score counts: what is measured there is worked out for those that are shown alone. */
interface FirstGate {
  readonly name: GateName;
  readonly opens: (arrival: Arrival) => boolean;
  readonly value: (arrival: Arrival) => unknown;
  readonly limit: (arrival: Arrival) => unknown;
}

const rowOf = ({ member }: Arrival): MemoryRow => member.facts.row;

const FIRST: readonly FirstGate[] = [
  { name: 'exists', opens: () => true, value: ({ member }) => member.facts.id, limit: () => '' },
  {
    name: 'status',
    opens: (arrival) => statusesOf(arrival.request)?.includes(rowOf(arrival).status) ?? true,
    value: (arrival) => rowOf(arrival).status,
    limit: ({ request }) => statusesOf(request) ?? '',
  },
  {
    name: 'filter',
    opens: ({ member: { record }, request: { filter } }) =>
      !filter || (record !== undefined && passesFilter(record, filter)),
    value: () => '',
    limit: ({ request }) => request.filter ?? '',
  },
  {
    name: 'facet',
    opens: ({ member, request: { types = [], tags = [] } }) =>
      (types.length === 0 || types.includes(member.facts.row.type)) &&
      (tags.length === 0 || member.facts.row.tags.some((tag) => tags.includes(tag))),
    value: (arrival) => ({ type: rowOf(arrival).type, tags: rowOf(arrival).tags }),
    limit: ({ request: { types = [], tags = [] } }) => ({ types, tags }),
  },
  {
    name: 'permission',
    opens: ({ member: { facts }, request: { user } }) =>
      facts.row.visibility !== 'private' || user === undefined || facts.user === user,
    value: ({ member: { facts } }) => ({ visibility: facts.row.visibility, user: facts.user ?? '' }),
    limit: ({ request }) => request.user ?? '',
  },
  {
    name: 'candidate',
    opens: ({ member, answers }) => member.found.length > 0 && answers,
    value: ({ member }) => member.found,
    limit: () => '',
  },
];

/** Whether a candidate comes to where its score counts. */
export const passesFirst = (arrival: Arrival): boolean => FIRST.every(({ opens }) => opens(arrival));

/** The gates before that. */
export const firstGates = (arrival: Arrival): Passage[] =>
  FIRST.map(({ name, opens, value, limit }) => gate(name, opens(arrival), value(arrival), limit(arrival)));
