import { StudioError } from '../base/errors';
import { quickJson } from '../base/json/quick';
import type { SearchHit, SearchRequest, SearchResult, WhyNot } from '../model/search';
import type { Embedder, Reranker } from '../inference/ports';
import type { MemoryStore } from '../store/port';
import { facetsOf } from './facets';
import { textOf } from './facts';
import { shownGates, statusesOf } from './gates';
import { measure, zScores, type Measured, type Measures } from './parts';
import { gather, type Pool } from './pool';
import { rank, type Ranked } from './ranking';
import { filled, NOTES } from './sentences';
import type { Searched } from './searched';
import { snippetOf } from './snippet';
import { Stopwatch } from './stopwatch';
import { meetMemories, readQuestion, understandingOf, type Question } from './understand';
import { whyNot } from './whyNot';

export interface SearcherOptions {
  /** Makes the question's vector; without one the search is lexical. */
  readonly embedder?: Embedder | undefined;
  readonly reranker?: Reranker | undefined;
  /** The present time, for requests that name none. */
  readonly now: () => Date;
}

const MOST_TEXT = 8000;
const MOST_HITS = 1000;
const RERANKED = 30;

/** Searches one store. Vectors of questions asked before are kept for a while, so that sliders move fast. */
export class Searcher {
  private readonly vectors = new Map<string, Float32Array>();

  constructor(
    private readonly store: MemoryStore,
    private readonly options: SearcherOptions,
  ) {}

  /**
   * The hits, each with all parts of its score. Rejects with StudioError `bad-argument` for a request that makes no
   * sense, what the store rejects with, and AbortError. An embedder that fails leaves a lexical search with a note.
   */
  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> {
    const { question, pool, ranked, embedder, note, watch } = await this.run(request, undefined, signal);
    const terms = new Set(question.terms);
    const chosen = ranked.filter(({ hit }) => hit);
    const hits = await watch.time('snippets', async () => {
      const texts = await this.texts(chosen, signal);
      return chosen.map(({ member, parts, score, gates }): SearchHit => {
        const { id: key, row } = member.facts;
        const snippet = snippetOf(texts.get(key) ?? '', terms);
        return { key, row, score, parts, gates: shownGates(gates), snippet, found: member.found };
      });
    });
    return {
      hits,
      candidates: pool.members.length,
      understood: understandingOf(question),
      costs: watch.costs,
      embedder,
      note,
      facets: facetsOf(ranked),
    };
  }

  /** Where a memory fell, and the smallest change that admits it. */
  async whyNot(key: string, request: SearchRequest, signal?: AbortSignal): Promise<WhyNot> {
    const [memory] = await this.store.get([key], signal);
    const text = memory ? textOf(quickJson(memory.raw)) : '';
    return whyNot(key, text, request, (changed) => this.run(changed, key, signal));
  }

  /** Texts of candidates by id; of one that was removed meanwhile there is none. */
  private async texts(
    ranked: readonly Ranked[],
    signal: AbortSignal | undefined,
  ): Promise<Map<string, string>> {
    const ids = ranked.map(({ member }) => member.facts.id);
    const stored = ids.length === 0 ? [] : await this.store.get(ids, signal);
    return new Map(stored.map(({ id, raw }) => [id, textOf(quickJson(raw))]));
  }

  private async run(
    request: SearchRequest,
    also: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Searched> {
    checkRequest(request);
    signal?.throwIfAborted();
    const watch = new Stopwatch();
    const now = request.now === undefined ? this.options.now() : new Date(request.now);
    const read = await watch.time('understand', () => readQuestion(request, now));
    const { vector, note: failed } = await this.embed(request.text, watch, signal);
    const embedder = this.options.embedder?.tag;
    const filter = {
      types: request.types,
      statuses: statusesOf(request),
      tags: request.tags,
      memos: request.filter,
    };
    const query = { terms: read.terms, vector, embedder: vector && embedder, filter, also };
    const pool = await gather(this.store, query, watch, signal);
    const compared = pool.members.some((member) => member.vector !== undefined);
    const facts = pool.members.map((member) => member.facts);
    const question = meetMemories(read, facts, request.ignore ?? []);
    const used = compared ? vector && (await this.meaning(vector, question, watch, signal)) : undefined;
    const measures = await watch.time('score', () => measure(pool.members, pool.edges, question, used));
    let ranked = rank(pool.members, measures, request);
    if (this.options.reranker) ranked = await this.rerank(ranked, pool, measures, request, watch, signal);
    const none = filled(NOTES.noVectors, embedder?.name ?? '');
    return {
      question,
      pool,
      ranked,
      embedder: used && embedder,
      note: failed ?? (compared || pool.members.length === 0 ? undefined : none),
      watch,
    };
  }

  private async embed(
    text: string,
    watch: Stopwatch,
    signal: AbortSignal | undefined,
  ): Promise<{ vector?: Float32Array; note?: string }> {
    const { embedder } = this.options;
    if (!embedder) return { note: NOTES.noEmbedder };
    if (text.trim() === '') return {};
    const known = this.vectors.get(text);
    if (known) return { vector: known };
    try {
      const [vector] = await watch.time('embed', () => embedder.embed([text], { kind: 'query', signal }));
      if (!vector) return {};
      if (this.vectors.size >= 100) this.vectors.clear();
      this.vectors.set(text, vector);
      return { vector };
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      return { note: filled(NOTES.embedderFailed, error.message.replace(/\.$/, '')) };
    }
  }

  /**
   * What the question means: half of it is the question without the names of those who speak, since a name in it is
   * near to every line that has the name.
   */
  private async meaning(
    whole: Float32Array,
    { text, bare }: Question,
    watch: Stopwatch,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array> {
    const { vector } = bare === text ? {} : await this.embed(bare, watch, signal);
    return vector ? middleOf(whole, vector) : whole;
  }

  /** Lets the reranker judge the best ones; the others get no such part. */
  private async rerank(
    ranked: readonly Ranked[],
    pool: Pool,
    measures: Measures,
    request: SearchRequest,
    watch: Stopwatch,
    signal: AbortSignal | undefined,
  ): Promise<Ranked[]> {
    const { reranker } = this.options;
    const best = ranked.filter(({ place }) => place !== undefined && place <= RERANKED);
    if (!reranker || best.length === 0) return [...ranked];
    const known = await this.texts(best, signal);
    const texts = best.map(({ member }) => known.get(member.facts.id) ?? '');
    const judged = await watch.time('rerank', () => reranker.rerank(request.text, texts, signal));
    const scores = new Map(best.map(({ member }, at) => [member, judged[at] ?? 0]));
    const raw = pool.members.map((member) => scores.get(member) ?? 0);
    const normal = zScores(
      raw,
      pool.members.map((member) => scores.has(member)),
    );
    const measured: Measured = { raw, normal };
    return rank(pool.members, new Map([...measures, ['rerank', measured]]), request);
  }
}

/** The direction between two vectors of length 1. */
function middleOf(a: Float32Array, b: Float32Array): Float32Array {
  const sum = a.map((value, at) => value + (b[at] ?? 0));
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length > 1e-6 ? sum.map((value) => value / length) : a;
}

function checkRequest({ text, topK, threshold, now }: SearchRequest): void {
  const badRequest = (message: string, remedy: string): StudioError =>
    new StudioError('bad-argument', message, { remedy });
  if (text.length > MOST_TEXT) {
    throw badRequest('The question is too long.', 'Ask with at most 8,000 characters.');
  }
  if (!Number.isInteger(topK) || topK < 1 || topK > MOST_HITS) {
    throw badRequest('The number of hits is out of range.', 'Ask for 1 to 1,000 hits.');
  }
  if (threshold !== undefined && !Number.isFinite(threshold)) {
    throw badRequest('The threshold is no number.', 'Give a number, or leave it out.');
  }
  if (now !== undefined && Number.isNaN(Date.parse(now))) {
    throw badRequest('The time of the question is not readable.', 'Write it as 2026-05-01T09:00:00Z.');
  }
}
