import type { MemosFilter } from './filterLanguage';
import type { MemoryRow } from './memory';
import type { EmbedderTag } from './store';

/** What the score of a hit is made of. Names are stable and documented in docs/search.md. */
export const SCORE_PARTS = [
  'lexical',
  'lexicalContext',
  'vector',
  'vectorContext',
  'session',
  'graph',
  'time',
  'person',
  'tag',
  'coverage',
  'detail',
  'question',
  'kind',
  'rerank',
] as const;
export type ScorePartName = (typeof SCORE_PARTS)[number];

/** One part of a score: `raw` as measured, `normal` on the scale of fusion, `share` = weight × normal. */
export interface ScorePart {
  readonly name: ScorePartName;
  readonly raw: number;
  readonly normal: number;
  readonly weight: number;
  readonly share: number;
}

/** Steps at which a memory can fall, in their order. */
export const GATES = [
  'exists',
  'status',
  'filter',
  'facet',
  'permission',
  'candidate',
  'threshold',
  'duplicate',
  'limit',
] as const;
export type GateName = (typeof GATES)[number];

export interface Gate {
  readonly name: GateName;
  readonly passed: boolean;
  /** What was measured and what was asked for, for people; unrounded numbers as JSON texts. */
  readonly value: string;
  readonly limit: string;
}

export type SearchWeights = Readonly<Partial<Record<ScorePartName, number>>>;

export interface SearchRequest {
  readonly text: string;
  readonly topK: number;
  readonly types?: readonly string[] | undefined;
  /** `activated` and `resolving` where left out. */
  readonly statuses?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly filter?: MemosFilter | undefined;
  readonly weights?: SearchWeights | undefined;
  /** Hits below this score are left out. */
  readonly threshold?: number | undefined;
  /** What was understood and shall not count: texts of time expressions, names of people, tags, as in Understanding. */
  readonly ignore?: readonly string[] | undefined;
  /** `user_id` of who asks: private memories of others are kept back. Left out: the owner of the cube. */
  readonly user?: string | undefined;
  /** ISO 8601; what "last May" is counted from. Now where left out. */
  readonly now?: string | undefined;
}

/** What the question was understood as. */
export interface Understanding {
  readonly terms: readonly string[];
  /** Time expressions with what they mean, ISO 8601, `end` exclusive. */
  readonly times: readonly { readonly text: string; readonly start: string; readonly end: string }[];
  readonly people: readonly string[];
  readonly tags: readonly string[];
}

export interface SearchHit {
  readonly key: string;
  readonly row: MemoryRow;
  /** Sum of the shares of its parts. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  readonly gates: readonly Gate[];
  /** The place in the text that fits best, and the words found in it, as ranges of UTF-16 units. */
  readonly snippet: { readonly text: string; readonly marks: readonly (readonly [number, number])[] };
  /** How it came to be a candidate: which list, at which place (1-based). */
  readonly found: readonly { readonly by: string; readonly place: number }[];
}

/** What one stage of a search cost. */
export interface StageCost {
  readonly stage: string;
  readonly ms: number;
  readonly items: number;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Candidates that were scored. */
  readonly candidates: number;
  readonly understood: Understanding;
  readonly costs: readonly StageCost[];
  /** The embedder whose vectors were compared; undefined: the search is lexical, and `note` says why. */
  readonly embedder: EmbedderTag | undefined;
  readonly note: string | undefined;
  /** Values among all candidates, for narrowing. */
  readonly facets: {
    readonly types: readonly { readonly value: string; readonly count: number }[];
    readonly statuses: readonly { readonly value: string; readonly count: number }[];
    readonly tags: readonly { readonly value: string; readonly count: number }[];
  };
}

/** The smallest change that would bring a memory among the hits. */
export interface Remedy {
  readonly what: 'topK' | 'threshold' | 'weight' | 'status' | 'type' | 'tag' | 'filter' | 'words' | 'embed';
  /** English sentence with `{0}` …, the key of its translation. */
  readonly message: string;
  readonly args: readonly string[];
  /** The request that admits it, verified by running it. */
  readonly request: SearchRequest | undefined;
}

/** The answer to "why not this memory?". */
export interface WhyNot {
  readonly key: string;
  /** The gate where it fell; undefined when it is among the hits. */
  readonly fell: GateName | undefined;
  readonly gates: readonly Gate[];
  readonly parts: readonly ScorePart[];
  readonly score: number | undefined;
  /** Its place among all candidates, 1-based. */
  readonly place: number | undefined;
  /** Score of the last hit. */
  readonly lastHit: number | undefined;
  readonly remedy: Remedy | undefined;
}
