/**
 * Writes a MemCube of any size into a folder: `config.json` and a tree_text `textual_memory.json` as MemOS
 * writes them. The shape is planned first in a few typed arrays; texts are made one memory at a time
 * while they are written, so a million memories need little more room than a thousand.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cubeConfig } from './cubeConfig.ts';
import { planCube } from './cubePlan.ts';
import type { CubePlan } from './cubePlan.ts';
import { edgeCount, edges } from './edges.ts';
import { memoryNode } from './memoryNode.ts';
import { completeOptions } from './options.ts';
import type { GenerateOptions } from './options.ts';
import { dumpsIndented } from './pythonJson.ts';
import { openTextSink } from './textSink.ts';
import type { TextSink } from './textSink.ts';

/** What was written. */
export interface CubeSummary {
  readonly memories: number;
  readonly edges: number;
  /** Levels of the tree, the roots counting as one. */
  readonly depth: number;
  /** Size of `textual_memory.json`. */
  readonly bytes: number;
}

/**
 * Generates a cube into `folder`, which is made when missing; the two files are replaced whole.
 * Throws a RangeError for an option out of range and the system's error when writing fails.
 */
export async function generateCube(
  folder: string,
  given: Partial<GenerateOptions> = {},
): Promise<CubeSummary> {
  const options = completeOptions(given);
  const plan = planCube(options);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), cubeConfig(options));
  const bytes = await writeWhole(join(folder, 'textual_memory.json'), (sink) => writeTree(sink, plan));
  const depth = plan.tree.depth.reduce((most, level) => Math.max(most, level), 0);
  return { memories: options.memories, edges: edgeCount(plan), depth, bytes };
}

/** Writes beside the file and renames, so that a generator that was stopped leaves no half cube. */
async function writeWhole(path: string, fill: (sink: TextSink) => Promise<void>): Promise<number> {
  const part = `${path}.part`;
  const sink = await openTextSink(part);
  try {
    await fill(sink);
  } catch (error) {
    await sink.abandon();
    await rm(part, { force: true });
    throw error;
  }
  const bytes = await sink.close();
  await rename(part, path);
  return bytes;
}

async function writeTree(sink: TextSink, plan: CubePlan): Promise<void> {
  const count = plan.options.memories;
  await sink.write('{\n    "nodes": [');
  for (let at = 0; at < count; at++) {
    await sink.write(`${at === 0 ? '' : ','}\n        ${dumpsIndented(memoryNode(plan, at), 2)}`);
  }
  await sink.write(`${count === 0 ? '' : '\n    '}],\n    "edges": [`);
  let written = 0;
  for (const edge of edges(plan)) {
    await sink.write(`${written++ === 0 ? '' : ','}\n        ${dumpsIndented(edge, 2)}`);
  }
  await sink.write(`${written === 0 ? '' : '\n    '}],\n`);
  await sink.write(`    "total_nodes": ${String(count)},\n    "total_edges": ${String(written)}\n}`);
}
