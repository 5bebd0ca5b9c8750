/** Which adapters answer a turn, at which scale, and why. Plain JSON. */

/** What the choice depends on. */
export interface RoutePolicy {
  /** An adapter below this similarity is not chosen, 0 to 1. */
  readonly threshold: number;
  /** Most adapters at once. */
  readonly most: number;
  /** Of the softmax that divides the scale; a small one gives nearly all to the best. */
  readonly temperature: number;
  /** Sum of all scales. */
  readonly total: number;
  /** Share of the similarity that the nearest examples have; the rest is the centroid's. */
  readonly nearestShare: number;
  /** How many of the nearest examples count. */
  readonly nearest: number;
}

/** What a person says over the router's head, by id of the adapter. */
export interface RouteOverrides {
  /** Chosen whatever its similarity, at this scale, beside the total. */
  readonly force: readonly { readonly id: string; readonly scale: number }[];
  readonly forbid: readonly string[];
}

/** How an adapter was compared: by vectors of an embedder, by words, or not at all. */
export type RouteMeasure = 'vectors' | 'words' | 'none';

/** What keeps an adapter from being used at all; the first four as in `AdapterStanding` and `AdapterApproval`. */
export type RouteObstacle = 'foreign' | 'stale' | 'broken' | 'rejected' | 'not-approved';

/** Why an adapter has the scale that it has. */
export type RouteReason =
  | { readonly code: 'chosen'; readonly weight: number }
  | { readonly code: 'forced' }
  | { readonly code: 'forbidden' }
  | { readonly code: 'below-threshold'; readonly by: number }
  | { readonly code: 'not-among-the-best'; readonly place: number }
  | { readonly code: 'no-examples' }
  | { readonly code: 'not-usable'; readonly why: RouteObstacle };

/** One adapter in a decision. */
export interface RouteCandidate {
  readonly id: string;
  readonly title: string;
  readonly measure: RouteMeasure;
  /** Similarity to the middle of its training set, and the mean of those to its nearest examples; 0 to 1. */
  readonly centroid: number;
  readonly nearest: number;
  /** The examples that it is nearest to, best first. */
  readonly examples: readonly { readonly text: string; readonly similarity: number }[];
  /** The two, weighed. */
  readonly score: number;
  /** 0 where it is not chosen. */
  readonly scale: number;
  readonly reason: RouteReason;
}

/** The decision for one turn; candidates best first. */
export interface RouteDecision {
  readonly task: string;
  readonly policy: RoutePolicy;
  readonly candidates: readonly RouteCandidate[];
}
