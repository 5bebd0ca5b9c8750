/**
 * The edges beside PARENT, all between memories of one topic: chunks of a file follow one another and are
 * summed up by a memory, archived memories were merged into a newer one or contradicted by it. Directions are
 * MemOS's: memory —MATERIAL→ chunk —SUMMARY→ memory, chunk —FOLLOWING→ next, old —MERGED_TO→ new.
 */
import type { MemoryType } from './kinds.ts';
import type { Random } from './random.ts';
import type { TreePlan } from './treePlan.ts';

/** An edge from some position; the position it starts from is the key in `Links.from`. */
export interface Link {
  readonly target: number;
  readonly type: string;
}

/** Edges by the position where they start, and which positions they made archived. */
export interface Links {
  readonly from: ReadonlyMap<number, readonly Link[]>;
  readonly archived: ReadonlySet<number>;
  readonly count: number;
}

/** Draws the edges, newest memory first. */
export function planLinks(random: Random, plan: TreePlan, kinds: readonly MemoryType[]): Links {
  const from = new Map<number, Link[]>();
  const archived = new Set<number>();
  const newerFact = new Map<number, number>();
  const newerChunk = new Map<number, number>();
  let count = 0;
  const link = (source: number, target: number, type: string): void => {
    const list = from.get(source);
    if (list === undefined) from.set(source, [{ target, type }]);
    else list.push({ target, type });
    count++;
  };
  for (const [at, kind] of kinds.entries()) {
    const topic = plan.parent[at] ?? -1;
    if (plan.isTopic[at] === 1 || topic < 0) continue;
    const fact = newerFact.get(topic);
    if (kind === 'RawFileMemory') {
      const next = newerChunk.get(topic);
      if (next !== undefined && random.chance(0.8)) {
        link(at, next, 'FOLLOWING');
        link(next, at, 'PRECEDING');
      }
      newerChunk.set(topic, at);
      if (fact !== undefined) {
        link(fact, at, 'MATERIAL');
        link(at, fact, 'SUMMARY');
      }
    } else if (kind === 'LongTermMemory' || kind === 'UserMemory') {
      if (fact !== undefined && random.chance(0.03)) {
        archived.add(at);
        if (random.chance(0.8)) link(at, fact, 'MERGED_TO');
        else link(fact, at, 'CONFLICT');
      } else newerFact.set(topic, at);
    }
  }
  return { from, archived, count };
}
