/** Who stands beside whom in a conversation or a document, and which memories belong to one session. */
import type { Edge } from '../model/memory';
import type { Member } from './pool';

export interface Context {
  /** Indices of members before and after each, at most one; undefined where there is none among the candidates. */
  readonly before: readonly (number | undefined)[];
  readonly after: readonly (number | undefined)[];
  /** Indices of the members of each session. */
  readonly sessions: readonly (readonly number[])[];
}

/** From FOLLOWING and PRECEDING edges, and from the number of the turn in its session where there are none. */
export function contextOf(members: readonly Member[], edges: readonly Edge[]): Context {
  const indexOf = new Map(members.map(({ facts }, at) => [facts.id, at]));
  const before = new Array<number | undefined>(members.length).fill(undefined);
  const after = new Array<number | undefined>(members.length).fill(undefined);
  const join = (first: number | undefined, second: number | undefined): void => {
    if (first === undefined || second === undefined || first === second) return;
    after[first] ??= second;
    before[second] ??= first;
  };
  for (const { source, target, type } of edges) {
    if (type === 'FOLLOWING') join(indexOf.get(source), indexOf.get(target));
    if (type === 'PRECEDING') join(indexOf.get(target), indexOf.get(source));
  }
  const bySession = new Map<string, number[]>();
  members.forEach(({ facts: { session } }, at) => {
    if (session === undefined) return;
    const list = bySession.get(session);
    if (list) list.push(at);
    else bySession.set(session, [at]);
  });
  for (const list of bySession.values()) joinTurns(members, list, join);
  return { before, after, sessions: [...bySession.values()] };
}

function joinTurns(
  members: readonly Member[],
  session: readonly number[],
  join: (first: number, second: number) => void,
): void {
  const byTurn = new Map<number, number>();
  for (const at of session) {
    const turn = members[at]?.facts.turn;
    if (turn !== undefined) byTurn.set(turn, at);
  }
  for (const [turn, at] of byTurn) {
    const next = byTurn.get(turn + 1);
    if (next !== undefined) join(at, next);
  }
}

/** The member itself and up to `reach` on either side, in their order. */
export function windowOf({ before, after }: Context, at: number, reach: number): number[] {
  const window = [at];
  if (before[at] === undefined && after[at] === undefined) return window;
  let [first, last]: (number | undefined)[] = [at, at];
  for (let step = 0; step < reach; step++) {
    first = first === undefined ? undefined : before[first];
    last = last === undefined ? undefined : after[last];
    if (first !== undefined && !window.includes(first)) window.unshift(first);
    if (last !== undefined && !window.includes(last)) window.push(last);
  }
  return window;
}
