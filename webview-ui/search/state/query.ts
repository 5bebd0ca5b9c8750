import type { SearchRequest, SearchWeights } from '../../../src/engine/model/search';

/** Everything that a person has set for a search. */
export interface Query {
  readonly text: string;
  readonly types: readonly string[];
  readonly statuses: readonly string[];
  readonly tags: readonly string[];
  readonly topK: number;
  readonly threshold: number | null;
  /** Weights moved away from the cube's own; the others follow these. */
  readonly weights: SearchWeights;
  readonly ignore: readonly string[];
}

export const LEAST_TOP_K = 1;
export const MOST_TOP_K = 200;

export const EMPTY_QUERY: Query = {
  text: '',
  types: [],
  statuses: [],
  tags: [],
  topK: 20,
  threshold: null,
  weights: {},
  ignore: [],
};

/** The request that a query makes; what is not set is left out. */
export function requestOf(query: Query): SearchRequest {
  const { text, types, statuses, tags, topK, threshold, weights, ignore } = query;
  return {
    text: text.trim(),
    topK,
    ...(types.length > 0 && { types }),
    ...(statuses.length > 0 && { statuses }),
    ...(tags.length > 0 && { tags }),
    ...(threshold !== null && { threshold }),
    ...(Object.keys(weights).length > 0 && { weights }),
    ...(ignore.length > 0 && { ignore }),
  };
}

/** The query that makes a request, for one that was saved or proposed. */
export function queryOf(request: SearchRequest): Query {
  return {
    text: request.text,
    types: request.types ?? [],
    statuses: request.statuses ?? [],
    tags: request.tags ?? [],
    topK: Math.min(MOST_TOP_K, Math.max(LEAST_TOP_K, request.topK)),
    threshold: request.threshold ?? null,
    weights: request.weights ?? {},
    ignore: request.ignore ?? [],
  };
}

/** A list with a value added, or taken out when it was there. */
export function toggled(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

/** Whether anything beside the question narrows the search or changes its order. */
export function isTuned({ types, statuses, tags, threshold, weights, ignore }: Query): boolean {
  const narrowed = types.length + statuses.length + tags.length + ignore.length;
  return narrowed > 0 || threshold !== null || Object.keys(weights).length > 0;
}
