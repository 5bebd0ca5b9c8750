/**
 * The extension host's side of the search view, over the real Channel: a small honest search over a few memories,
 * by words and tags, so that weights, filters and limits do what they say.
 */
import type { Channel, Handlers } from '../../../src/protocol/channel';
import type {
  CubeSearchState,
  SavedSearch,
  SearchHello,
  SearchHostContract,
  SearchViewContract,
  VectorState,
} from '../../../src/protocol/searchView';
import { SCORE_PARTS } from '../../../src/engine/model/search';
import type {
  Gate,
  ScorePart,
  SearchHit,
  SearchRequest,
  SearchResult,
  SearchWeights,
  WhyNot,
} from '../../../src/engine/model/search';
import type { FakeCube } from './fakeCube';
import { pageChannel, type PageHost, type Request } from './pageChannel';

interface Scored extends SearchHit {
  readonly passes: boolean;
}

const ONE = Object.fromEntries(SCORE_PARTS.map((name) => [name, 1])) as Required<SearchWeights>;

export class FakeSearch implements PageHost {
  readonly requests: Request[] = [];
  /** What the view keeps through VS Code. */
  state: unknown;
  hello: (hello: SearchHello) => SearchHello = (hello) => hello;
  /** Called before each answer; a promise holds the answer back, an error refuses. */
  before: (request: Request) => Promise<void> | void = () => undefined;
  vectors: VectorState;
  weights = ONE;
  saved: SavedSearch[] = [];
  /** The memory that a person chooses when asked. */
  picked: string | null = null;
  readonly channel: Channel<SearchHostContract, SearchViewContract>;

  constructor(readonly cube: FakeCube) {
    const memories = cube.records.length;
    this.vectors = {
      memories,
      embedder: undefined,
      why: 'No embedder is set up; search is lexical.',
      fresh: 0,
      stale: 0,
      taken: 0,
      note: undefined,
    };
    this.channel = pageChannel<SearchHostContract, SearchViewContract>(this, this.handlers());
  }

  /** Parameters of the requests of a name, oldest first. */
  asked(name: string): unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ params }) => params);
  }

  cubeState(): CubeSearchState {
    const { weights, vectors, saved } = this;
    return { cube: 'cube:demo', weights, defaults: ONE, vectors, saved };
  }

  search(request: SearchRequest): SearchResult {
    const scored = this.score(request);
    const hits = scored.filter(({ passes }) => passes).slice(0, request.topK);
    const count = (values: readonly string[]) =>
      [...new Set(values)].map((value) => ({ value, count: values.filter((v) => v === value).length }));
    const rows = scored.map(({ row }) => row);
    const may = { text: 'last May', start: '2026-05-01T00:00:00Z', end: '2026-06-01T00:00:00Z' };
    return {
      hits,
      candidates: scored.length,
      understood: {
        terms: wordsOf(request.text),
        times: /last May/.test(request.text) && !request.ignore?.includes('last May') ? [may] : [],
        people: /\bNora\b/.test(request.text) && !request.ignore?.includes('Nora') ? ['Nora'] : [],
        tags: [],
      },
      costs: [
        { stage: 'understand', ms: 0.412, items: wordsOf(request.text).length },
        { stage: 'lexical', ms: 1.25, items: scored.length },
      ],
      embedder: this.vectors.embedder,
      note: this.vectors.embedder ? undefined : 'Search is lexical.',
      facets: {
        types: count(rows.map(({ type }) => type)),
        statuses: count(rows.map(({ status }) => status)),
        tags: count(rows.flatMap(({ tags }) => tags)),
      },
    };
  }

  whyNot(request: SearchRequest, key: string): WhyNot {
    const scored = this.score({ ...request, types: [], tags: [] });
    const hits = this.search(request).hits;
    const at = scored.findIndex((hit) => hit.key === key);
    const hit = scored[at];
    const found = hits.some((other) => other.key === key);
    const gates: Gate[] = [
      { name: 'exists', passed: true, value: key, limit: '' },
      { name: 'candidate', passed: at >= 0, value: String(at + 1), limit: String(scored.length) },
      { name: 'limit', passed: found, value: String(at + 1), limit: String(request.topK) },
    ];
    const wider = { ...request, topK: at + 1 };
    return {
      key,
      fell: found ? undefined : at >= 0 ? 'limit' : 'candidate',
      gates: at >= 0 ? gates : gates.slice(0, 2),
      parts: hit?.parts ?? [],
      score: hit?.score,
      place: at >= 0 ? at + 1 : undefined,
      lastHit: hits.at(-1)?.score,
      remedy:
        found || at < 0
          ? undefined
          : { what: 'topK', message: `Ask for ${at + 1} results.`, args: [], request: wider },
    };
  }

  private score(request: SearchRequest): Scored[] {
    const words = wordsOf(request.text);
    const weights = { ...this.weights, ...request.weights };
    const scored = this.cube.records.flatMap((record): Scored[] => {
      const row = this.cube.row(record.id);
      const marks = words.flatMap((word) => {
        const at = record.memory.toLowerCase().indexOf(word);
        return at < 0 ? [] : [[at, at + word.length] as const];
      });
      const tags = row.tags.filter((tag) => words.includes(tag.toLowerCase())).length;
      if (marks.length + tags === 0) return [];
      const part = (name: 'lexical' | 'tag', raw: number): ScorePart => {
        const [weight, normal] = [weights[name], raw / Math.max(1, words.length)];
        return { name, raw, normal, weight, share: weight * normal };
      };
      const parts = [part('lexical', marks.length), part('tag', tags)];
      const score = parts.reduce((sum, { share }) => sum + share, 0);
      const passes =
        (!request.types?.length || request.types.includes(row.type)) &&
        (!request.tags?.length || request.tags.some((tag) => row.tags.includes(tag))) &&
        (!request.statuses?.length || request.statuses.includes(row.status)) &&
        score >= (request.threshold ?? 0);
      const gates: Gate[] = [{ name: 'candidate', passed: true, value: 'lexical', limit: '' }];
      const snippet = { text: record.memory, marks };
      return [
        { key: record.id, row, score, parts, gates, snippet, found: [{ by: 'lexical', place: 1 }], passes },
      ];
    });
    return scored.sort((a, b) => b.score - a.score);
  }

  private handlers(): Handlers<SearchHostContract> {
    return {
      hello: () =>
        this.hello({
          language: 'en',
          strings: {},
          cubes: [
            { id: 'cube:demo', name: 'aurora-home', detail: 'demo/aurora-home' },
            { id: 'cube:other', name: 'reading-notes', detail: 'demo/reading-notes' },
          ],
          cube: 'cube:demo',
          memoryTypes: ['LongTermMemory', 'UserMemory'],
          statuses: ['activated', 'resolving', 'archived', 'deleted'],
          task: null,
        }),
      choose: ({ cube }) => ({ ...this.cubeState(), cube }),
      search: ({ request }) => this.search(request),
      whyNot: ({ request, key }) => ({ answer: this.whyNot(request, key), row: this.cube.row(key) }),
      pick: () => this.picked,
      reveal: () => null,
      spotlight: () => null,
      keepWeights: ({ weights }) => {
        this.weights = { ...ONE, ...weights };
        return this.cubeState();
      },
      saveSearch: ({ request }) => {
        this.saved = [...this.saved, { name: request.text, request }];
        return this.cubeState();
      },
      embed: () => this.cubeState(),
      stop: () => null,
      chooseEmbedder: () => {
        this.vectors = { ...this.vectors, embedder: { name: 'small', dimensions: 384 }, why: undefined };
        return this.cubeState();
      },
    };
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
