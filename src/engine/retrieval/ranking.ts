/** Scores the candidates, sends them through the gates and orders them. */
import { SCORE_PARTS, type Gate, type ScorePart, type SearchRequest } from '../model/search';
import { firstGates, gate, passed } from './gates';
import type { Measures } from './parts';
import type { Member } from './pool';
import { weightsOf } from './weights';

/** A candidate with its score. */
export interface Ranked {
  readonly member: Member;
  readonly parts: readonly ScorePart[];
  readonly score: number;
  /** All gates up to and including the one where it fell. */
  readonly gates: readonly Gate[];
  /** 1-based among those that fell at no gate but threshold, duplicate or limit; undefined for others. */
  readonly place: number | undefined;
}

/** All candidates, the best first; equal scores by id, so that the order is always the same. */
export function rank(members: readonly Member[], measures: Measures, request: SearchRequest): Ranked[] {
  const weights = weightsOf(request.weights);
  const scored = members.map((member, at) => {
    const parts = SCORE_PARTS.flatMap((name): ScorePart[] => {
      const measured = measures.get(name);
      const [raw, normal] = [measured?.raw[at], measured?.normal[at]];
      if (raw === undefined || normal === undefined) return [];
      return [{ name, raw, normal, weight: weights[name], share: weights[name] * normal }];
    });
    return { member, parts, score: parts.reduce((sum, { share }) => sum + share, 0) };
  });
  scored.sort((a, b) => b.score - a.score || (idOf(a.member) < idOf(b.member) ? -1 : 1));
  return throughGates(scored, request);
}

function throughGates(scored: readonly Omit<Ranked, 'gates' | 'place'>[], request: SearchRequest): Ranked[] {
  const { threshold, topK } = request;
  const texts = new Map<string, string>();
  let place = 0;
  let among = 0;
  return scored.map((candidate) => {
    const gates = firstGates(candidate.member, candidate.parts.some(answers), request);
    if (!passed(gates)) return { ...candidate, gates: untilFall(gates), place: undefined };
    place += 1;
    const text = candidate.member.facts.text.toLowerCase().replace(/\s+/g, ' ').trim();
    const twin = texts.get(text);
    const reaches = threshold === undefined || candidate.score >= threshold;
    gates.push(gate('threshold', reaches, candidate.score, threshold ?? ''));
    gates.push(gate('duplicate', twin === undefined, twin ?? '', ''));
    if (reaches && twin === undefined) {
      texts.set(text, idOf(candidate.member));
      among += 1;
      gates.push(gate('limit', among <= topK, among, topK));
    }
    return { ...candidate, gates: untilFall(gates), place };
  });
}

/** Parts that depend on the question; without any of them a memory is no candidate, wherever it was met. */
const OF_QUESTION = new Set<string>(
  SCORE_PARTS.filter((name) => name !== 'detail' && name !== 'question' && name !== 'dated'),
);

const answers = ({ name, raw }: ScorePart): boolean => OF_QUESTION.has(name) && raw > 0;

function untilFall(gates: readonly Gate[]): Gate[] {
  const fell = gates.findIndex((each) => !each.passed);
  return fell < 0 ? [...gates] : gates.slice(0, fell + 1);
}

const idOf = ({ facts }: Member): string => facts.stored.id;
