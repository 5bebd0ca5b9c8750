/** Changes of a request that may open a gate for one memory, the smallest first. */
import type { GateName, Remedy, SearchRequest } from '../model/search';
import { tokensOf } from './analyse';
import { statusesOf } from './gates';
import type { Ranked } from './ranking';
import type { Searched } from './searched';
import { REMEDIES } from './sentences';
import { weightsOf } from './weights';

/** A change to try; without a request where no change of the request can help. */
export type Change = Remedy;

/** Up to this place a longer list is a smaller change than another weight. */
const FAR = 3;
const MOST_WORDS = 4;

/** `text` is that of the memory. */
export function changesFor(
  fell: GateName,
  one: Ranked,
  text: string,
  request: SearchRequest,
  state: Searched,
): Change[] {
  const { row } = one.member.facts;
  switch (fell) {
    case 'status': {
      const statuses = [...(statusesOf(request) ?? []), row.status];
      return [change('status', [row.status], request, { statuses })];
    }
    case 'filter':
      return [change('filter', [], request, { filter: undefined })];
    case 'facet':
      return facetChanges(one, request);
    case 'candidate':
      return candidateChanges(one, text, request, state);
    case 'threshold': {
      const args = [JSON.stringify(one.score)];
      return [change('threshold', args, request, { threshold: one.score })];
    }
    case 'limit':
      return limitChanges(one, request, state);
    default:
      return [];
  }
}

function facetChanges({ member }: Ranked, request: SearchRequest): Change[] {
  const { row } = member.facts;
  const { types = [] } = request;
  const typed = types.length === 0 || types.includes(row.type);
  const lifted = change('tag', [], request, { tags: undefined });
  if (typed) return [lifted];
  const more = { types: [...types, row.type] };
  return [change('type', [row.type], request, more)];
}

/** More words: those of the memory that are rarest among the candidates. */
function candidateChanges(
  one: Ranked,
  text: string,
  request: SearchRequest,
  { pool, embedder }: Searched,
): Change[] {
  const { terms } = one.member.facts;
  const seen = (term: string): number => pool.members.filter(({ facts }) => facts.terms.has(term)).length;
  const rare = wordsOf(text).filter(({ term }) => terms.has(term));
  rare.sort((a, b) => seen(a.term) - seen(b.term));
  const changes: Change[] = [];
  for (let count = 1; count <= Math.min(MOST_WORDS, rare.length); count++) {
    const words = rare
      .slice(0, count)
      .map(({ word }) => word)
      .join(' ');
    const asked = { text: `${request.text} ${words}`.trim() };
    changes.push(change('words', [words], request, asked));
  }
  if (changes.length === 0 && embedder && !one.member.vector) {
    changes.push({ what: 'embed', message: REMEDIES.embed, args: [], request: undefined });
  }
  return changes;
}

function limitChanges(one: Ranked, request: SearchRequest, { ranked }: Searched): Change[] {
  const limit = one.gates.find(({ name }) => name === 'limit');
  const topK = Number(limit?.value ?? one.place ?? ranked.length);
  const longer = change('topK', [String(topK)], request, { topK });
  if (topK <= request.topK * FAR) return [longer];
  const weights = weightsOf(request.weights);
  const parts = [...one.parts].filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  const heavier = [2, 4].flatMap((factor) =>
    parts.slice(0, 3).map(({ name }) => {
      const weight = weights[name] * factor;
      const args = [name, JSON.stringify(weight)];
      const changed = { weights: { ...request.weights, [name]: weight } };
      return change('weight', args, request, changed);
    }),
  );
  return [...heavier, ...(topK <= 1000 ? [longer] : [])];
}

function change(
  what: Remedy['what'],
  args: readonly string[],
  request: SearchRequest,
  changed: Partial<SearchRequest>,
): Change {
  return { what, message: REMEDIES[what], args, request: { ...request, ...changed } };
}

function wordsOf(text: string): { word: string; term: string }[] {
  const words = new Map<string, string>();
  for (const { term, start, end } of tokensOf(text.slice(0, 4000))) {
    if (!words.has(term)) words.set(term, text.slice(start, end));
  }
  return [...words].map(([term, word]) => ({ term, word }));
}
