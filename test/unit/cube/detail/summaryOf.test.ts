import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../src/engine/cube/detail/summaryOf';
import { totalTokens } from '../../../../src/engine/cube/detail/totalTokens';
import { applyOps, revertOps, type Applied } from '../../../../src/engine/cube/text/applyOps';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import type { Op } from '../../../../src/engine/model/change';
import { largeCube, treeCube, type SampleMemory } from '../outline/sampleCube';

const context = { name: 'n', path: 'p', readOnly: false, dirty: true, problems: 2, recovered: 0 };
const summary = (memory: TextMemory) => summaryOf(memory, context);
/** The summary of the same file, read and counted anew. */
const counted = async (memory: TextMemory) => summary(await readTextMemory(memory.toBuffer()));

/** One random step: an edit, or taking one of the edits back. */
interface Step {
  readonly kind: number;
  readonly one: number;
  readonly two: number;
  /** Whether the summary is looked at after it. */
  readonly look: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.nat(7),
  one: fc.nat(),
  two: fc.nat(),
  look: fc.boolean(),
});
const metadata = fc.record({
  memory_type: fc.constantFrom('UserMemory', 'LongTermMemory', 'Odd', '__proto__'),
  status: fc.constantFrom('activated', 'archived', 'odd'),
  tags: fc.array(fc.constantFrom('x', 'y', 'z', 'constructor'), { maxLength: 3 }),
});

/** The operation of a step on the memory as it is, or undefined where there is nothing to do it to. */
function opOf(memory: TextMemory, { kind, one, two }: Step, count: number): Op | undefined {
  const keys = [...memory.byKey.keys()];
  const [key, other] = [keys[one % keys.length], keys[two % keys.length]];
  const update = (path: readonly string[], after: unknown): Op | undefined =>
    key === undefined
      ? undefined
      : { op: 'update', key, path, before: memory.fieldRaw(key, path), after: JSON.stringify(after) };
  const edge = { source: key ?? '', target: other ?? '', type: ['PARENT', 'CAUSE', 'Odd'][two % 3]! };
  const { slots } = memory.edges;
  const at = two % Math.max(1, slots.length);
  switch (kind) {
    case 0:
      return update(['memory'], '蜂蜜 and jam '.repeat(two % 7));
    case 1:
      return update(['metadata', 'status'], ['activated', 'archived', 'new'][two % 3]);
    case 2:
      return update(['metadata', 'tags'], ['x', 'y', 'x', 'w'].slice(two % 3, 3 + (one % 2)));
    case 3: {
      const raw = JSON.stringify({ id: `n${count}`, memory: 'new', metadata: { tags: ['new'] } });
      return { op: 'add', key: `n${count}`, raw, previous: key ?? null };
    }
    case 4:
      return key === undefined ? undefined : { op: 'remove', key, raw: memory.text(key), previous: null };
    case 5:
      return { op: 'link', edge, index: at };
    default:
      return slots[at] && { op: 'unlink', edge: slots[at].edge, index: at };
  }
}

/** Takes all steps, comparing what was kept with what is counted anew wherever a step says so. */
async function take(memory: TextMemory, steps: readonly Step[]): Promise<void> {
  const done: Applied[] = [];
  for (const [count, now] of steps.entries()) {
    if (now.kind === 7) {
      const [applied] = done.splice(now.one % 2 === 0 ? -1 : now.two % Math.max(1, done.length), 1);
      if (applied) revertOps(memory, applied);
    } else {
      const op = opOf(memory, now, count);
      if (op) done.push(applyOps(memory, [op]));
    }
    if (now.look) expect(summary(memory)).toEqual(await counted(memory));
  }
  expect(summary(memory)).toEqual(await counted(memory));
}

describe('a summary kept over edits and undos', () => {
  it('is that of the file counted anew', async () => {
    const memories = fc.array(metadata, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(memories, fc.array(step, { maxLength: 25 }), async (start, steps) => {
        const nodes = start.map((data, n): SampleMemory => ({ id: `m${n}`, metadata: data }));
        const memory = await treeCube(nodes, start.length > 1 ? ['m0>m1', 'm1-CAUSE>m0'] : []);
        summary(memory);
        await take(memory, steps);
      }),
      { numRuns: 200 },
    );
  });

  it('also where the cube grows beyond what is read in full, and shrinks again', async () => {
    const grow = fc.array(step, { minLength: 4, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1997, max: 2002 }), grow, async (count, steps) => {
        const memory = await largeCube(count);
        summary(memory);
        await take(memory, steps);
      }),
      { numRuns: 15 },
    );
  });

  it('counts a file that was read again from the beginning', async () => {
    const before = await treeCube([{ id: 'a' }]);
    expect(summary(before).memories).toBe(1);
    const after = await treeCube([{ id: 'a' }, { id: 'b', metadata: { tags: ['x'] } }]);
    expect(summary(after)).toMatchObject({ memories: 2, tags: [{ value: 'x', count: 1 }] });
  });
});

describe('tags of a cube that has very many', () => {
  it('are the most frequent two hundred', async () => {
    const tags = Array.from({ length: 1000 }, (_, n) => `t${String(n).padStart(3, '0')}`);
    const frequent = (n: number): number => (n * 37) % 1000;
    const memory = await treeCube(
      Array.from({ length: 10 }, (_, m) => ({
        id: `m${m}`,
        metadata: { tags: tags.filter((_, n) => frequent(n) >= m * 100) },
      })),
    );
    const expected = tags
      .map((value, n) => ({ value, count: Math.floor(frequent(n) / 100) + 1 }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    expect(summary(memory).tags).toEqual(expected.slice(0, 200));
  });
});

describe('the tokens of a large cube', () => {
  it.each([2001, 5000, 9000])('are estimated from a part of %d memories', async (count) => {
    const memory = await largeCube(count);
    const text = JSON.parse(memory.toBuffer().toString()) as { nodes: { memory: string }[] };
    const exact = text.nodes.reduce((sum, node) => {
      const wide = node.memory.replace(/[^⺀-鿿]/g, '').length;
      return sum + wide + Math.ceil((node.memory.length - wide) / 4);
    }, 0);
    expect(Math.abs(totalTokens(memory) / exact - 1)).toBeLessThan(0.02);
  });
});
