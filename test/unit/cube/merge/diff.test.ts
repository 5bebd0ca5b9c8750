import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../../../src/engine/cube/merge/diff';
import { applyOps } from '../../../../src/engine/cube/text/applyOps';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import { contentOf, read, tree } from './trees';

describe('the difference of two memories', () => {
  it('turns one into the other', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (from, to) => {
        const [a, b] = [await read(from), await read(to)];
        applyOps(a, diff(a, b));
        expect(contentOf(a.toBuffer())).toEqual(contentOf(b.toBuffer()));
      }),
    );
  });

  it('names the field, in the words of changes, and only it', async () => {
    const record = (memory: string, status: string) => ({
      id: 'a',
      vector: [1, 2],
      payload: { memory, metadata: { status, info: { deep: 1 } } },
    });
    const [a, b] = [await read([record('x', 'activated')]), await read([record('y', 'archived')])];
    expect(diff(a, b).map((op) => 'path' in op && op.path)).toEqual([['memory'], ['metadata', 'status']]);
  });

  it('does not take one memory without an id for another', async () => {
    const a = await read([{ memory: 'one' }, { memory: 'two' }]);
    const b = await read([{ memory: 'zero' }, { memory: 'one' }, { memory: 'two' }]);
    const ops = diff(a, b);
    expect(ops).toMatchObject([{ op: 'add', previous: null }]);
    applyOps(a, ops);
    expect(JSON.parse(a.toBuffer().toString())).toEqual([
      { memory: 'zero' },
      { memory: 'one' },
      { memory: 'two' },
    ]);
  });

  it('sees how a number is written', async () => {
    const text = (n: string) => readTextMemory(Buffer.from(`[{"id": "a", "metadata": {"n": ${n}}}]`));
    expect(diff(await text('90'), await text('90.0'))).toHaveLength(1);
    expect(diff(await text('[1, 2]'), await text('[1,\n2]'))).toEqual([]);
  });
});
