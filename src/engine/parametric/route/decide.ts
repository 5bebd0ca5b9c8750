/**
 * The choice of adapters for a turn, in the manner of a mixture of experts: those above a threshold, at most a few of
 * them, share one scale by the softmax of their scores. The same input gives the same decision, on any machine.
 */
import type {
  RouteCandidate,
  RouteDecision,
  RouteMeasure,
  RouteObstacle,
  RouteOverrides,
  RoutePolicy,
} from '../../model/loraRoute';

/** How similar a task is to an adapter's training set, in parts. */
export interface RouteScore {
  readonly id: string;
  readonly title: string;
  readonly measure: RouteMeasure;
  readonly centroid: number;
  readonly nearest: number;
  readonly examples: RouteCandidate['examples'];
  /** Why it cannot be used at all, where it cannot. */
  readonly unusable?: RouteObstacle | undefined;
}

/**
 * For cosines of a sentence embedder, and for those of words, which are lower. The thresholds stand above what tasks
 * of other topics reach with all-MiniLM-L6-v2 and with words (`test/unit/parametric/router.test.ts`).
 */
export const DEFAULT_POLICIES: Readonly<Record<'vectors' | 'words', RoutePolicy>> = {
  vectors: { threshold: 0.4, most: 3, temperature: 0.1, total: 1, nearestShare: 0.6, nearest: 3 },
  words: { threshold: 0.2, most: 3, temperature: 0.1, total: 1, nearestShare: 0.6, nearest: 3 },
};

/** Decides; candidates come out best first, equal ones by id. */
export function decideRoute(
  task: string,
  scores: readonly RouteScore[],
  policy: RoutePolicy,
  overrides: RouteOverrides = { force: [], forbid: [] },
): RouteDecision {
  const forced = new Map(overrides.force.map(({ id, scale }) => [id, scale]));
  const forbidden = new Set(overrides.forbid);
  const ranked = scores
    .map((each) => ({ ...each, score: weighed(each, policy) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const open = ranked.filter(
    ({ id, measure, unusable, score }) =>
      !forbidden.has(id) &&
      !forced.has(id) &&
      unusable === undefined &&
      measure !== 'none' &&
      score >= policy.threshold,
  );
  const chosen = open.slice(0, policy.most);
  const weights = softmax(
    chosen.map(({ score }) => score),
    policy.temperature,
  );
  const taken = [...forced].reduce(
    (sum, [id, scale]) => (forbidden.has(id) ? sum : sum + Math.abs(scale)),
    0,
  );
  const left = Math.max(0, policy.total - taken);
  const weightOf = new Map(chosen.map(({ id }, at) => [id, weights[at] ?? 0]));

  const reasonOf = (each: (typeof ranked)[number]): Pick<RouteCandidate, 'scale' | 'reason'> => {
    const none = (reason: RouteCandidate['reason']) => ({ scale: 0, reason });
    if (forbidden.has(each.id)) return none({ code: 'forbidden' });
    if (each.unusable !== undefined) return none({ code: 'not-usable', why: each.unusable });
    const scale = forced.get(each.id);
    if (scale !== undefined) return { scale, reason: { code: 'forced' } };
    if (each.measure === 'none') return none({ code: 'no-examples' });
    if (each.score < policy.threshold) {
      return none({ code: 'below-threshold', by: policy.threshold - each.score });
    }
    const weight = weightOf.get(each.id);
    if (weight === undefined) return none({ code: 'not-among-the-best', place: open.indexOf(each) + 1 });
    return { scale: left * weight, reason: { code: 'chosen', weight } };
  };

  const candidates = ranked.map((each): RouteCandidate => {
    const { id, title, measure, centroid, nearest, examples, score } = each;
    return { id, title, measure, centroid, nearest, examples, score, ...reasonOf(each) };
  });
  return { task, policy, candidates };
}

/** What the model is to take: the adapters with a scale. */
export function routedSet({ candidates }: RouteDecision): { id: string; scale: number }[] {
  return candidates.filter(({ scale }) => scale !== 0).map(({ id, scale }) => ({ id, scale }));
}

function weighed({ centroid, nearest }: RouteScore, { nearestShare }: RoutePolicy): number {
  return nearestShare * nearest + (1 - nearestShare) * centroid;
}

function softmax(scores: readonly number[], temperature: number): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - most) / Math.max(temperature, 1e-6)));
  const sum = powers.reduce((all, each) => all + each, 0);
  return powers.map((each) => each / sum);
}
