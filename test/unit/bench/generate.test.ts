import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCube } from '../../../bench/lib/generateCube';
import type { GenerateOptions } from '../../../bench/lib/options';

interface Node {
  readonly id: string;
  readonly memory: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}
interface Edge {
  readonly source: string;
  readonly target: string;
  readonly type: string;
}
interface Tree {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly total_nodes: number;
  readonly total_edges: number;
}

let folder = '';
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function generated(options: Partial<GenerateOptions>) {
  const out = join(folder, String(made++));
  const summary = await generateCube(out, options);
  const text = await readFile(join(out, 'textual_memory.json'), 'utf8');
  return { out, summary, text, tree: JSON.parse(text) as Tree };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function parents(tree: Tree): Map<string, string> {
  const parent = new Map<string, string>();
  for (const { source, target, type } of tree.edges) {
    if (type !== 'PARENT') continue;
    expect(parent.has(target), `${target} has two parents`).toBe(false);
    parent.set(target, source);
  }
  return parent;
}

/** Levels above and including a memory; fails on a cycle. */
function level(id: string, parent: ReadonlyMap<string, string>): number {
  let count = 1;
  for (let at = parent.get(id); at !== undefined; at = parent.get(at)) {
    expect(++count, 'a PARENT chain has an end').toBeLessThan(10);
  }
  return count;
}

describe('the cube generator', () => {
  it('gives the same bytes for the same seed and others for another', async () => {
    const options = { memories: 300, vectors: 4, seed: 'a' };
    const [one, two, other] = [
      await generated(options),
      await generated(options),
      await generated({ ...options, seed: 'b' }),
    ];
    expect(digest(one.text)).toBe(digest(two.text));
    expect(digest(one.text)).not.toBe(digest(other.text));
    expect(await readFile(join(one.out, 'config.json'), 'utf8')).toBe(
      await readFile(join(two.out, 'config.json'), 'utf8'),
    );
  });

  it.each([0, 1, 2, 19, 500])('writes exactly %i memories and counts its edges', async (memories) => {
    const { out, summary, text, tree } = await generated({ memories });
    expect(tree.nodes).toHaveLength(memories);
    expect(tree.total_nodes).toBe(memories);
    expect(tree.total_edges).toBe(tree.edges.length);
    expect(summary).toMatchObject({ memories, edges: tree.edges.length, bytes: Buffer.byteLength(text) });
    expect((await readdir(out)).sort()).toEqual(['config.json', 'textual_memory.json']);
  });

  it('makes one tree of topics without cycles, where every edge has both ends', async () => {
    const { summary, tree } = await generated({ memories: 6000 });
    const ids = new Set(tree.nodes.map((node) => node.id));
    expect(ids.size).toBe(6000);
    for (const { source, target } of tree.edges) {
      expect(ids.has(source) && ids.has(target)).toBe(true);
      expect(source).not.toBe(target);
    }
    const parent = parents(tree);
    const levels = tree.nodes.map((node) => level(node.id, parent));
    expect(Math.max(...levels)).toBe(summary.depth);
    expect(summary.depth).toBeGreaterThanOrEqual(4);
    expect(summary.depth).toBeLessThanOrEqual(5);
    const topics = new Set(parent.values());
    expect(parent.size / topics.size).toBeGreaterThan(15);
    expect(parent.size / topics.size).toBeLessThan(25);
    for (const node of tree.nodes) {
      if (topics.has(node.id)) expect(node.metadata['type']).toBe('topic');
    }
  });

  it('has every memory type and valid ids already at 100 memories', async () => {
    const { tree } = await generated({ memories: 100 });
    const types = new Set(tree.nodes.map((node) => node.metadata['memory_type']));
    expect(types.size).toBe(10);
    for (const { id } of tree.nodes) {
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
  });

  it('lists the newest memory first', async () => {
    const { tree } = await generated({ memories: 500 });
    const times = tree.nodes.map((node) => String(node.metadata['created_at']));
    expect(times).toEqual([...times].sort().reverse());
  });

  it('encodes sources as MemOS does: decoding often enough ends at an object', async () => {
    const { text, tree } = await generated({ memories: 500, detail: 'full' });
    const layers = new Set<number>();
    for (const node of tree.nodes) {
      for (const entry of node.metadata['sources'] as unknown[]) {
        let value = entry;
        let count = 0;
        for (; typeof value === 'string'; count++) value = JSON.parse(value);
        expect(value).toHaveProperty('type');
        layers.add(count);
      }
    }
    expect([...layers].sort()).toEqual([0, 2, 3]);
    expect(text, 'Python escapes inside encoded sources').toContain(String.raw`\\\\u`);
  });

  it('writes as Python does: four spaces, raw non-ASCII, floats with a point, no final newline', async () => {
    const { text, tree } = await generated({ memories: 300 });
    expect(text).toMatch(/"confidence": 90\.0,\n/);
    expect(text).toMatch(/[\u4e00-\u9fff]/);
    expect(text.endsWith('}')).toBe(true);
    const integersAsFloats = /("confidence": \d+)\.0/g;
    expect(text.replace(integersAsFloats, '$1')).toBe(JSON.stringify(tree, null, 4));
  });

  it('gives each memory a unit vector of the wanted dimension', async () => {
    const { tree } = await generated({ memories: 40, vectors: 16 });
    for (const node of tree.nodes) {
      const vector = node.metadata['embedding'] as number[];
      expect(vector).toHaveLength(16);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('mixes the languages as asked', async () => {
    const share = async (chinese: number) => {
      const { tree } = await generated({ memories: 400, chinese });
      return tree.nodes.filter((node) => /[\u4e00-\u9fff]/.test(node.memory)).length / 400;
    };
    expect(await share(0)).toBe(0);
    expect(await share(0.5)).toBeGreaterThan(0.4);
    expect(await share(0.5)).toBeLessThan(0.6);
  });

  it('refuses options out of range before it writes anything', async () => {
    const out = join(folder, 'refused');
    await expect(generateCube(out, { memories: -1 })).rejects.toThrow(/memories must be a whole number/);
    await expect(generateCube(out, { vectors: 1.5 })).rejects.toThrow(/vectors must be a whole number/);
    await expect(generateCube(out, { chinese: Number.NaN })).rejects.toThrow(/chinese must be between/);
    await expect(readdir(out)).rejects.toThrow(/ENOENT/);
  });
});
