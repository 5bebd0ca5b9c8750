import { describe, expect, it } from 'vitest';
import { childrenOf, parentOf, typeGroups } from '../../../../src/engine/cube/outline/childrenOf';
import { facetsOf } from '../../../../src/engine/cube/outline/facets';
import { estimateTokens } from '../../../../src/engine/base/tokens';
import { treeCube } from './sampleCube';

const typed = (id: string, type: string, tags: readonly string[] = []) => ({
  id,
  metadata: { memory_type: type, tags, status: 'activated' },
});
const cube = () =>
  treeCube(
    [
      typed('a', 'UserMemory', ['x']),
      typed('b', 'LongTermMemory', ['y']),
      typed('c', 'UserMemory', ['y']),
      typed('d', 'Odd'),
    ],
    ['b>a', 'a>d', 'c-CAUSE>d'],
  );

describe('the native tree', () => {
  it('lists types in the order of MemOS with what stands at their top', async () => {
    expect(typeGroups(await cube())).toEqual([
      { type: 'LongTermMemory', memories: 1, tops: 1 },
      { type: 'UserMemory', memories: 2, tops: 1 },
      { type: 'Odd', memories: 1, tops: 0 },
    ]);
  });

  it('gives pages of tops and children', async () => {
    const memory = await cube();
    const page = (key: string | null, memoryType?: string, offset = 0) => {
      const { items, total } = childrenOf(memory, key, { memoryType, offset, limit: 1 });
      return [items.map(({ row, childCount }) => `${row.key}${childCount}`).join(), total];
    };
    expect(page(null)).toEqual(['b1', 2]);
    expect(page(null, undefined, 1)).toEqual(['c0', 2]);
    expect(page(null, 'UserMemory')).toEqual(['c0', 1]);
    expect(page('b')).toEqual(['a1', 1]);
    expect(page('b', undefined, 5)).toEqual(['', 1]);
    expect(page('nothing')).toEqual(['', 0]);
    expect([parentOf(memory, 'd'), parentOf(memory, 'c'), parentOf(memory, 'nothing')]).toEqual([
      'a',
      null,
      null,
    ]);
  });

  it('counts what there is of each sort', async () => {
    expect(facetsOf(await cube())).toEqual({
      types: [
        { value: 'LongTermMemory', count: 1 },
        { value: 'UserMemory', count: 2 },
        { value: 'Odd', count: 1 },
      ],
      statuses: [{ value: 'activated', count: 4 }],
      tags: [
        { value: 'y', count: 2 },
        { value: 'x', count: 1 },
      ],
      edgeTypes: [
        { value: 'PARENT', count: 2 },
        { value: 'CAUSE', count: 1 },
      ],
    });
  });
});

it('a token is about four letters or one Chinese character', () => {
  expect(['', 'a', 'honey jar', '蜂蜜', '蜂蜜 jar'].map(estimateTokens)).toEqual([0, 1, 3, 2, 3]);
});
