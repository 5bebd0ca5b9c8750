/** Measures the parts of a score for every candidate. docs/search.md tells what each of them is. */
import { dot } from '../base/vectors';
import type { Edge } from '../model/memory';
import type { ScorePartName } from '../model/search';
import { bm25, countTerms, inverseFrequencies, joinCounts } from './bm25';
import { contextOf, windowOf, type Context } from './context';
import { fitsSpan } from './dates';
import type { MemoryFacts } from './facts';
import { CHAIN, type Member } from './pool';
import type { Question } from './understand';

/** One part for all candidates. */
export interface Measured {
  readonly raw: readonly number[];
  readonly normal: readonly number[];
}

export type Measures = ReadonlyMap<ScorePartName, Measured>;

/** Parts are put on one scale by their z-score over the candidates; counts and shares stay as they are. */
export function measure(
  members: readonly Member[],
  edges: readonly Edge[],
  question: Question,
  vector: Float32Array | undefined,
): Measures {
  const context = contextOf(members, edges);
  const measures = new Map<ScorePartName, Measured>();
  const plain = (name: ScorePartName, raw: readonly number[]): void =>
    void measures.set(name, { raw, normal: raw });
  const scaled = (name: ScorePartName, raw: readonly number[], known?: readonly boolean[]): void =>
    void measures.set(name, { raw, normal: zScores(raw, known) });

  const terms = question.content.length;
  const own = countTerms(
    question.content,
    members.map(({ facts }) => facts.terms),
  );
  const windows = (reach: number) =>
    own.map((counts, at) => {
      const window = windowOf(context, at, reach);
      if (window.length === 1) return counts;
      return joinCounts(
        window.flatMap((i) => own[i] ?? []),
        terms,
      );
    });
  scaled('lexical', bm25(own, terms));
  scaled('lexicalContext', bm25(windows(2), terms));
  const weights = inverseFrequencies(own, terms);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  plain(
    'coverage',
    windows(1).map(({ counts }) =>
      total === 0
        ? 0
        : counts.reduce((sum, count, at) => sum + (count > 0 ? (weights[at] ?? 0) : 0), 0) / total,
    ),
  );
  const sessions = context.sessions.map((session) =>
    joinCounts(
      session.flatMap((i) => own[i] ?? []),
      terms,
    ),
  );
  const bySession = members.map(() => 0);
  bm25(sessions, terms).forEach((score, at) => {
    for (const index of context.sessions[at] ?? []) bySession[index] = score;
  });
  scaled('session', bySession);

  if (vector) measureVectors(members, context, vector, scaled);
  plain(
    'time',
    members.map(({ facts }) => timeOf(facts.dates, question)),
  );
  plain(
    'person',
    members.map((member) => personOf(member, question)),
  );
  const tags = new Set(question.tags);
  plain(
    'tag',
    members.map(({ facts }) => (facts.row.tags.some((tag) => tags.has(tag)) ? 1 : 0)),
  );
  scaled(
    'detail',
    members.map(({ facts }) => Math.log1p(facts.terms.length)),
  );
  plain(
    'question',
    members.map(({ facts }) => (facts.asks ? 1 : 0)),
  );
  plain(
    'kind',
    members.map(({ facts }) => (hasKind(facts, question) ? 1 : 0)),
  );
  plain('graph', related(members, edges, measures));
  return measures;
}

function measureVectors(
  members: readonly Member[],
  { before, after }: Context,
  vector: Float32Array,
  scaled: (name: ScorePartName, raw: readonly number[], known: readonly boolean[]) => void,
): void {
  const known = members.map((member) => member.vector !== undefined);
  const alone = members.map((member) => (member.vector ? dot(member.vector, vector) : 0));
  scaled('vector', alone, known);
  const around = members.map(({ vector: own }, at) => {
    if (!own) return 0;
    const [previous, next] = [members[before[at] ?? -1]?.vector, members[after[at] ?? -1]?.vector];
    if (!previous && !next) return (alone[at] ?? 0) / Math.sqrt(dot(own, own));
    const joined = Float32Array.from(own);
    addTo(joined, previous, BEFORE);
    addTo(joined, next, AFTER);
    return dot(joined, vector) / Math.sqrt(dot(joined, joined));
  });
  scaled('vectorContext', around, known);
}

/** How much the memories before and after count in the meaning of a place in a conversation. */
const BEFORE = 0.8;
const AFTER = 0.4;

function addTo(sum: Float32Array, vector: Float32Array | undefined, weight: number): void {
  if (vector) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (vector[i] ?? 0);
}

function timeOf(dates: readonly number[], { times }: Question): number {
  let best = 0;
  for (const date of dates) for (const span of times) best = Math.max(best, fitsSpan(date, span));
  return best;
}

/** Whether it has what is asked for: a time, a number, or a name that the question does not bring along itself. */
function hasKind({ dated, counts, names }: MemoryFacts, { wants, familiar }: Question): boolean {
  if ((wants.time && dated) || (wants.number && counts)) return true;
  return wants.name && names.some((name) => !familiar(name));
}

function personOf({ facts }: Member, { people }: Question): number {
  if (people.size === 0) return 0;
  if (facts.speaker !== undefined) return people.has(facts.speaker) ? 1 : 0;
  for (const name of facts.names) if (people.has(name)) return 1;
  return 0;
}

/** The best of what is related to a memory, 0 to 3: the mean of its words' and its meaning's scores. */
function related(members: readonly Member[], edges: readonly Edge[], measures: Measures): number[] {
  const indexOf = new Map(members.map(({ facts }, at) => [facts.id, at]));
  const direct = (at: number): number => {
    const parts = (['lexical', 'vector'] as const).flatMap((name) => measures.get(name)?.normal[at] ?? []);
    return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
  };
  const best = members.map(() => 0);
  for (const { source, target, type } of edges) {
    const [a, b] = [indexOf.get(source), indexOf.get(target)];
    if (CHAIN.includes(type) || a === undefined || b === undefined || a === b) continue;
    best[a] = Math.min(3, Math.max(best[a] ?? 0, direct(b)));
    best[b] = Math.min(3, Math.max(best[b] ?? 0, direct(a)));
  }
  return best;
}

/** Distance from the mean in standard deviations; 0 where all are alike, and for what was not measured. */
export function zScores(raw: readonly number[], known?: readonly boolean[]): number[] {
  const values = known ? raw.filter((_, at) => known[at]) : raw;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  const deviation = Math.sqrt(variance);
  if (deviation < 1e-9) return raw.map(() => 0);
  return raw.map((value, at) => (known && !known[at] ? 0 : (value - mean) / deviation));
}
