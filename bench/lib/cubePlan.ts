import { looseCount, planKinds } from './kinds.ts';
import type { MemoryType } from './kinds.ts';
import { planLinks } from './links.ts';
import type { Links } from './links.ts';
import type { GenerateOptions } from './options.ts';
import { createRandom, randomUuid } from './random.ts';
import { planTree } from './treePlan.ts';
import type { TreePlan } from './treePlan.ts';

/** Everything about a cube but its texts; small enough to hold for millions of memories. */
export interface CubePlan {
  readonly options: GenerateOptions;
  readonly tree: TreePlan;
  readonly kinds: readonly MemoryType[];
  readonly links: Links;
}

/** Decides the shape of a cube. */
export function planCube(options: GenerateOptions): CubePlan {
  const random = createRandom(`${options.seed}/plan`);
  const tree = planTree(random, options.memories, looseCount(options.memories));
  const kinds = planKinds(random, tree);
  return { options, tree, kinds, links: planLinks(random, tree, kinds) };
}

/** The id of the memory at a position; computed again wherever it is needed. */
export function memoryId(plan: CubePlan, position: number): string {
  return randomUuid(createRandom(`${plan.options.seed}/id/${String(position)}`));
}
