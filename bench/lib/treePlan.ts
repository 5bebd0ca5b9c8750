/**
 * Which memory hangs below which, decided before anything is written.
 *
 * About one memory in twenty-one is a topic. Topics are grouped by twenty under larger topics until a dozen are
 * left, at most four levels, so that the deepest memories stand on level five. Positions are places in the
 * file, newest first; MemOS makes a topic after the memories it gathers, so a parent always stands before
 * its children, and a cycle cannot arise.
 */
import type { Random } from './random.ts';

const TOPIC_SIZE = 20;
const MOST_ROOTS = 12;
const TOPIC_LEVELS = 4;

/** The shape of a cube; every array is indexed by position in the file. */
export interface TreePlan {
  /** Position of the parent, or −1. */
  readonly parent: Int32Array;
  /** 1 for a topic, 0 for an ordinary memory. */
  readonly isTopic: Uint8Array;
  /** Level in the tree; 1 for what has no parent. */
  readonly depth: Uint8Array;
}

/** How many topics each level has, the roots first. Together they are fewer than `memories`. */
export function topicLevels(memories: number): number[] {
  if (memories < 2) return [];
  const levels = [Math.max(1, Math.round(memories / (TOPIC_SIZE + 1)))];
  while ((levels[0] ?? 0) > MOST_ROOTS && levels.length < TOPIC_LEVELS) {
    levels.unshift(Math.ceil((levels[0] ?? 0) / TOPIC_SIZE));
  }
  return levels;
}

/** A plan for `memories` memories of which `loose` have no parent. */
export function planTree(random: Random, memories: number, loose: number): TreePlan {
  const levels = topicLevels(memories);
  const parent = new Int32Array(memories).fill(-1);
  const depth = new Uint8Array(memories).fill(1);
  const age = new Float64Array(memories);
  let topics = 0;
  for (const [level, count] of levels.entries()) {
    const first = topics - (levels[level - 1] ?? 0);
    for (let i = 0; i < count; i++) place(topics + i, level === 0 ? -1 : random.int(first, topics - 1), 3);
    topics += count;
  }
  const lowest = topics - (levels.at(-1) ?? 0);
  for (let i = topics; i < memories; i++) {
    const stray = random.chance(0.04);
    place(i, i >= memories - loose || topics === 0 ? -1 : random.int(stray ? 0 : lowest, topics - 1), 1);
  }
  return inFileOrder({ parent, depth, age, topics });

  /** Puts one memory below another, older than it; a larger `youth` keeps it near its parent in time. */
  function place(index: number, above: number, youth: number): void {
    const start = above < 0 ? 0 : (age[above] ?? 0);
    parent[index] = above;
    depth[index] = above < 0 ? 1 : (depth[above] ?? 0) + 1;
    age[index] = start + (1 - start) * (random.next() ** youth || Number.EPSILON);
  }
}

function inFileOrder(drawn: {
  parent: Int32Array;
  depth: Uint8Array;
  age: Float64Array;
  topics: number;
}): TreePlan {
  const { parent, depth, age, topics } = drawn;
  // Equal ages keep the drawing order, in which parents come first.
  const order = Uint32Array.from(parent.keys()).sort((a, b) => (age[a] ?? 0) - (age[b] ?? 0) || a - b);
  const position = new Int32Array(order.length);
  order.forEach((drawnAs, at) => (position[drawnAs] = at));
  const plan: TreePlan = {
    parent: new Int32Array(order.length),
    isTopic: new Uint8Array(order.length),
    depth: new Uint8Array(order.length),
  };
  order.forEach((drawnAs, at) => {
    const above = parent[drawnAs] ?? -1;
    plan.parent[at] = above < 0 ? -1 : (position[above] ?? -1);
    plan.isTopic[at] = drawnAs < topics ? 1 : 0;
    plan.depth[at] = depth[drawnAs] ?? 1;
  });
  return plan;
}
