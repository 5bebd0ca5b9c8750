import type { Edge } from '../../src/engine/model/memory.ts';
import { memoryId, planCube, type CubePlan } from '../lib/cubePlan.ts';
import { edges } from '../lib/edges.ts';
import { embedding } from '../lib/embedding.ts';
import { memoryNode } from '../lib/memoryNode.ts';
import { completeOptions, type GenerateOptions } from '../lib/options.ts';
import { dumpsIndented } from '../lib/pythonJson.ts';
import { createRandom } from '../lib/random.ts';
import { sentence } from '../lib/sentences.ts';

export const DIMENSIONS = 384;

/** A memory to be searched: its record as JSON, its text and its vector of length 1. */
export interface Document {
  readonly id: string;
  readonly raw: string;
  readonly text: string;
  readonly vector: Float32Array;
}

/** A question with the vector that an embedder would give it, near the direction of some topic. */
export interface Question {
  readonly text: string;
  readonly vector: Float32Array;
}

/** Each size has memories of its own: in one Neo4j database an id can exist only once. */
const optionsOf = (memories: number): GenerateOptions =>
  completeOptions({ memories, seed: `search ${String(memories)}` });

/** Memories of a generated cube, one after the other; the same size gives the same memories. */
export function* corpus(memories: number): Generator<Document> {
  const plan = planCube(optionsOf(memories));
  for (let at = 0; at < memories; at++) {
    const node = memoryNode(plan, at) as { readonly memory: string };
    yield {
      id: memoryId(plan, at),
      raw: dumpsIndented(node, 2),
      text: node.memory,
      vector: vectorOf(plan, at, at),
    };
  }
}

/** The relations of that cube: its tree, chunks that follow one another, what was merged. */
export function relations(memories: number): Edge[] {
  return [...edges(planCube(optionsOf(memories)))] as unknown as Edge[];
}

/** Questions that nothing in the corpus was made from, each about the topic of some memory. */
export function questions(memories: number, count: number): Question[] {
  const options = optionsOf(memories);
  const plan = planCube(options);
  const random = createRandom(`${options.seed}/questions`);
  return Array.from({ length: count }, (_, at) => ({
    text: sentence(random, random.chance(options.chinese) ? 'zh' : 'en'),
    vector: vectorOf(plan, random.int(0, memories - 1), memories + at),
  }));
}

function vectorOf(plan: CubePlan, near: number, own: number): Float32Array {
  const parent = plan.tree.parent[near] ?? -1;
  const numbers = embedding(plan.options.seed, own, parent < 0 ? near : parent, DIMENSIONS);
  return Float32Array.from(numbers, (one) => one.float);
}
