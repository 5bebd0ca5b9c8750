import type { Random } from './random.ts';
import type { TreePlan } from './treePlan.ts';

/** MemOS's memory types with their share among ordinary memories. */
const shares = {
  LongTermMemory: 0.55,
  UserMemory: 0.25,
  RawFileMemory: 0.1,
  PreferenceMemory: 0.04,
  ToolTrajectoryMemory: 0.02,
  OuterMemory: 0.015,
  SkillMemory: 0.012,
  ToolSchemaMemory: 0.008,
  Context: 0.005,
  WorkingMemory: 0,
} as const;

/** A `memory_type` of MemOS. */
export type MemoryType = keyof typeof shares;

/** All memory types, the frequent ones first. */
export const memoryTypes = Object.keys(shares) as readonly MemoryType[];

/** How many memories stand outside the tree, as MemOS keeps at most twenty working memories. */
export function looseCount(memories: number): number {
  return Math.min(20, Math.floor(memories / 20));
}

/**
 * The type of each position. Topics are long-term or user memory, loose memories are working memory, and the
 * first ordinary ones take each type in turn, so that even a small cube has them all.
 */
export function planKinds(random: Random, plan: TreePlan): MemoryType[] {
  let ordinary = 0;
  return Array.from(plan.isTopic, (topic, at) => {
    if (topic === 1) return random.chance(0.8) ? 'LongTermMemory' : 'UserMemory';
    if ((plan.parent[at] ?? -1) < 0) return 'WorkingMemory';
    return memoryTypes[ordinary++] ?? draw(random);
  });
}

function draw(random: Random): MemoryType {
  let rest = random.next();
  for (const type of memoryTypes) {
    rest -= shares[type];
    if (rest < 0) return type;
  }
  return 'LongTermMemory';
}
