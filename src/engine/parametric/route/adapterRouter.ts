import { describeError, isAbort } from '../../base/errors';
import type { Embedder } from '../../inference/ports';
import type { RouteDecision, RouteObstacle, RouteOverrides, RoutePolicy } from '../../model/loraRoute';
import { decideRoute, DEFAULT_POLICIES, type RouteScore } from './decide';
import { denseCosine, denseMean, similarityTo, type Examples } from './similarity';
import { rarity, wordCosine, wordMean, wordVector } from './words';

/** An adapter that may be chosen. */
export interface Routable {
  readonly id: string;
  readonly title: string;
  /** Prompts of its training set; none for one from elsewhere, which is chosen only by force. */
  readonly examples: readonly string[];
  /** Why it cannot be used, where it cannot. */
  readonly unusable?: RouteObstacle | undefined;
}

export interface RouteRequest {
  readonly task: string;
  readonly adapters: readonly Routable[];
  /** Parts of the policy that differ from the usual one. */
  readonly policy?: Partial<RoutePolicy> | undefined;
  readonly overrides?: RouteOverrides | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A decision, and why words were compared where an embedder was there. */
export interface Routed {
  readonly decision: RouteDecision;
  readonly fallback: string | null;
}

/** Of a larger training set as many examples are compared, evenly spread. */
const MOST_EXAMPLES = 256;

/** Chooses adapters for turns. Vectors of examples are kept, so that a turn costs one embedding. */
export class AdapterRouter {
  private readonly known = new Map<
    string,
    { readonly made: string; readonly examples: Examples<Float32Array> }
  >();

  /** @param embedder none: words are compared */
  constructor(private readonly embedder?: Embedder) {}

  /** Decides for one turn. Where the embedder fails, words are compared, and it is told. */
  async route({ task, adapters, policy, overrides, signal }: RouteRequest): Promise<Routed> {
    const byWords = (fallback: string | null): Routed => {
      const whole = { ...DEFAULT_POLICIES.words, ...policy };
      return { decision: decideRoute(task, wordScores(task, adapters, whole), whole, overrides), fallback };
    };
    if (this.embedder === undefined) return byWords(null);
    const whole = { ...DEFAULT_POLICIES.vectors, ...policy };
    try {
      const scores = await this.vectorScores(this.embedder, task, adapters, whole, signal);
      return { decision: decideRoute(task, scores, whole, overrides), fallback: null };
    } catch (error) {
      if (isAbort(error)) throw error;
      return byWords(describeError(error));
    }
  }

  private async vectorScores(
    embedder: Embedder,
    task: string,
    adapters: readonly Routable[],
    { nearest }: RoutePolicy,
    signal: AbortSignal | undefined,
  ): Promise<RouteScore[]> {
    const [vector] = await embedder.embed([task], { kind: 'query', signal });
    const scores: RouteScore[] = [];
    for (const adapter of adapters) {
      const examples = await this.examplesOf(embedder, adapter, signal);
      if (vector === undefined || examples === undefined) scores.push(unmeasured(adapter));
      else {
        const found = similarityTo(vector, examples, denseCosine, nearest);
        scores.push({ ...named(adapter), measure: 'vectors', ...found });
      }
    }
    return scores;
  }

  private async examplesOf(
    embedder: Embedder,
    adapter: Routable,
    signal: AbortSignal | undefined,
  ): Promise<Examples<Float32Array> | undefined> {
    const texts = spread(adapter.examples);
    if (texts.length === 0) return undefined;
    const made = JSON.stringify([embedder.tag, texts]);
    const kept = this.known.get(adapter.id);
    if (kept?.made === made) return kept.examples;
    const vectors = await embedder.embed(texts, { kind: 'query', signal });
    const examples = { texts, vectors, centroid: denseMean(vectors) };
    this.known.set(adapter.id, { made, examples });
    return examples;
  }
}

function wordScores(task: string, adapters: readonly Routable[], { nearest }: RoutePolicy): RouteScore[] {
  const sets = adapters.map((adapter) => ({ adapter, texts: spread(adapter.examples) }));
  const weigh = rarity(sets.flatMap(({ texts }) => texts));
  const vector = wordVector(task, weigh);
  return sets.map(({ adapter, texts }): RouteScore => {
    if (texts.length === 0) return unmeasured(adapter);
    const vectors = texts.map((text) => wordVector(text, weigh));
    const examples = { texts, vectors, centroid: wordMean(vectors) };
    return {
      ...named(adapter),
      measure: 'words',
      ...similarityTo(vector, examples, wordCosine, nearest),
    };
  });
}

function named({ id, title, unusable }: Routable): Pick<RouteScore, 'id' | 'title' | 'unusable'> {
  return { id, title, unusable };
}

function unmeasured(adapter: Routable): RouteScore {
  return { ...named(adapter), measure: 'none', centroid: 0, nearest: 0, examples: [] };
}

/** Texts that are not empty, at most `MOST_EXAMPLES` of them. */
function spread(texts: readonly string[]): string[] {
  const some = texts.filter((text) => text.trim() !== '');
  if (some.length <= MOST_EXAMPLES) return some;
  return Array.from(
    { length: MOST_EXAMPLES },
    (_, at) => some[Math.floor((at * some.length) / MOST_EXAMPLES)] ?? '',
  );
}
