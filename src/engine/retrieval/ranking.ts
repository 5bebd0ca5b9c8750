/** Scores the candidates, sends them through the gates and orders them. */
import { SCORE_PARTS, type ScorePart, type SearchRequest } from '../model/search';
import { firstGates, gate, passesFirst, type Arrival, type Passage } from './gates';
import type { Measures } from './parts';
import type { Member } from './pool';
import { weightsOf } from './weights';

/** A candidate with its score. */
export interface Ranked {
  readonly member: Member;
  /** Worked out when asked for. */
  readonly parts: readonly ScorePart[];
  readonly score: number;
  /** Whether it came through all gates. */
  readonly hit: boolean;
  /** All gates up to and including the one where it fell; worked out when asked for. */
  readonly gates: readonly Passage[];
  /** 1-based among those that fell at no gate but threshold, duplicate or limit; undefined for others. */
  readonly place: number | undefined;
}

/** One that went through the gates; a class, since getters of their own would make each of hundreds slow. */
class Passed implements Ranked {
  constructor(
    private readonly arrival: Arrival,
    readonly score: number,
    readonly hit: boolean,
    readonly place: number | undefined,
    private readonly later: readonly Passage[],
    private readonly shares: () => readonly ScorePart[],
  ) {}

  get member(): Member {
    return this.arrival.member;
  }

  get parts(): readonly ScorePart[] {
    return this.shares();
  }

  get gates(): readonly Passage[] {
    return untilFall([...firstGates(this.arrival), ...this.later]);
  }
}

interface Scored {
  readonly member: Member;
  /** Its place in the measures. */
  readonly at: number;
  readonly score: number;
}

/** All candidates, the best first; equal scores by id, so that the order is always the same. */
export function rank(members: readonly Member[], measures: Measures, request: SearchRequest): Ranked[] {
  const weights = weightsOf(request.weights);
  const measured = SCORE_PARTS.flatMap((name) => {
    const values = measures.get(name);
    return values ? [{ name, weight: weights[name], ...values }] : [];
  });
  const scored = members.map((member, at): Scored => {
    let score = 0;
    for (const { weight, normal } of measured) score += weight * (normal[at] ?? 0);
    return { member, at, score };
  });
  scored.sort((a, b) => b.score - a.score || (idOf(a.member) < idOf(b.member) ? -1 : 1));
  const ofQuestion = measured.filter(({ name }) => OF_QUESTION.has(name));
  const answers = (at: number): boolean => ofQuestion.some(({ raw }) => (raw[at] ?? 0) > 0);
  const partsOf = (at: number): ScorePart[] =>
    measured.map(({ name, weight, raw, normal }) => {
      const [own = 0, scale = 0] = [raw[at], normal[at]];
      return { name, raw: own, normal: scale, weight, share: weight * scale };
    });
  return throughGates(scored, request, answers, partsOf);
}

function throughGates(
  scored: readonly Scored[],
  request: SearchRequest,
  answers: (at: number) => boolean,
  partsOf: (at: number) => ScorePart[],
): Ranked[] {
  const { threshold, topK } = request;
  const twins = new Map<string, string>();
  let place = 0;
  let among = 0;
  return scored.map(({ member, at, score }) => {
    const arrival = { member, answers: answers(at), request };
    const later: Passage[] = [];
    const through = passesFirst(arrival);
    let hit = false;
    if (through) {
      place += 1;
      const twin = twins.get(member.facts.twin);
      const reaches = threshold === undefined || score >= threshold;
      later.push(gate('threshold', reaches, score, threshold ?? ''));
      later.push(gate('duplicate', twin === undefined, twin ?? '', ''));
      if (reaches && twin === undefined) {
        twins.set(member.facts.twin, idOf(member));
        among += 1;
        hit = among <= topK;
        later.push(gate('limit', hit, among, topK));
      }
    }
    return new Passed(arrival, score, hit, through ? place : undefined, later, () => partsOf(at));
  });
}

/** Parts that depend on the question; without any of them a memory is no candidate, wherever it was met. */
const OF_QUESTION = new Set<string>(
  SCORE_PARTS.filter((name) => name !== 'detail' && name !== 'question' && name !== 'kind'),
);

function untilFall(gates: readonly Passage[]): readonly Passage[] {
  const fell = gates.findIndex((each) => !each.passed);
  return fell < 0 ? gates : gates.slice(0, fell + 1);
}

const idOf = ({ facts }: Member): string => facts.id;
