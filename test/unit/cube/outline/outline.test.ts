import { describe, expect, it } from 'vitest';
import { Outline } from '../../../../src/engine/cube/outline/outline';
import { applyOps } from '../../../../src/engine/cube/text/applyOps';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import { EMPTY_FILTER, type OutlineQuery } from '../../../../src/engine/model/query';
import { largeCube, treeCube } from './sampleCube';

const clock = { now: () => new Date('2026-11-23T12:00:00') };
const tree: OutlineQuery = {
  filter: EMPTY_FILTER,
  sort: { by: 'file', descending: false },
  expanded: [],
  shape: 'tree',
};

/** The lines of an outline as `depth key`, `+` and `-` for folds, `(…)` for rows that do not match. */
async function lines(memory: TextMemory, query: Partial<OutlineQuery>, outline = new Outline(memory, clock)) {
  const { total } = await outline.update({ ...tree, ...query });
  return outline.rows(0, total).map((row) => {
    const fold = row.childCount === 0 ? ' ' : row.expanded ? '-' : '+';
    return `${'  '.repeat(row.depth)}${fold}${row.matches ? row.key : `(${row.key})`} ${row.position}/${row.siblings}`;
  });
}
const family = () =>
  treeCube(
    [
      { id: 'a', memory: 'apple' },
      { id: 'b', memory: 'Pear tree', metadata: { tags: ['fruit'], memory_type: 'UserMemory' } },
      { id: 'c', memory: 'x', metadata: { key: 'Cherry', updated_at: '2026-11-20T00:00:00' } },
      { id: 'd', memory: 'y', metadata: { sources: ['"{\\"content\\": \\"plum cake\\"}"'], confidence: 80 } },
      {
        id: 'e',
        memory: 'z',
        metadata: { usage: ['{"time": "2026-11-22T10:00:00"}', '{"time": "2020-01-01"}'] },
      },
    ],
    ['a>b', 'b>c', 'a>d'],
  );

describe('the outline as a tree', () => {
  it('shows what is expanded, with places among siblings', async () => {
    expect(await lines(await family(), {})).toEqual(['+a 1/2', ' e 2/2']);
    expect(await lines(await family(), { expanded: ['a', 'nothing'] })).toEqual([
      '-a 1/2',
      '  +b 1/2',
      '   d 2/2',
      ' e 2/2',
    ]);
  });

  it('shows every memory once, whatever the relations', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id }));
    const edges = ['c>b', 'b>d', 'd>c', 'a>e', 'b>e', 'f>f', 'gone>a', 'a>gone'];
    const memory = await treeCube(ids, edges);
    expect(await lines(memory, { expanded: ['a', 'b', 'c', 'd', 'f'] })).toEqual([
      '-a 1/3',
      '   e 1/1',
      '-b 2/3',
      '  -d 1/1',
      '     c 1/1',
      ' f 3/3',
    ]);
  });

  it('is not stopped by a chain as deep as the file', async () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => ({ id: `m${n}` }));
    const memory = await treeCube(
      ids,
      ids.slice(1).map(({ id }, n) => `m${n}>${id}`),
    );
    const outline = new Outline(memory, clock);
    const { total } = await outline.update({ ...tree, expanded: ids.map(({ id }) => id) });
    expect([total, outline.rows(19_999, 5)[0]!.depth]).toEqual([20_000, 19_999]);
  });

  it('with a filter shows the matches and the way to them', async () => {
    const filter = { ...EMPTY_FILTER, text: 'cherry' };
    expect(await lines(await family(), { filter })).toEqual(['-(a) 1/1', '  -(b) 1/1', '     c 1/1']);
  });

  it('finds a memory and what must be expanded to see it', async () => {
    const memory = await family();
    const outline = new Outline(memory, clock);
    await outline.update({ ...tree, expanded: ['a'] });
    expect(outline.locate('d')).toEqual({ index: 2, ancestors: ['a'] });
    expect(outline.locate('c')).toEqual({ index: -1, ancestors: ['a', 'b'] });
    expect(outline.locate('nothing')).toEqual({ index: -1, ancestors: [] });
  });

  it('follows changes of the memory when it is asked again', async () => {
    const memory = await family();
    const outline = new Outline(memory, clock);
    const query = { expanded: ['a', 'b'], sort: { by: 'title', descending: false } } as const;
    expect(await lines(memory, query, outline)).toEqual([
      '-a 1/2',
      '  -b 1/2',
      '     c 1/1',
      '   d 2/2',
      ' e 2/2',
    ]);
    const path = ['metadata', 'key'];
    applyOps(memory, [{ op: 'update', key: 'd', path, before: null, after: '"First"' }]);
    expect((await lines(memory, query, outline))[1]).toBe('   d 1/2');
    applyOps(memory, [{ op: 'unlink', edge: { source: 'a', target: 'b', type: 'PARENT' }, index: 0 }]);
    expect(await lines(memory, query, outline)).toEqual([
      '-a 1/3',
      '   d 1/1',
      '-b 2/3',
      '   c 1/1',
      ' e 3/3',
    ]);
    applyOps(memory, [{ op: 'add', key: 'n', raw: '{"id": "n", "memory": "0"}', previous: null }]);
    expect((await lines(memory, query, outline))[0]).toBe(' n 1/4');
  });
});

describe('the outline as a table', () => {
  it.each([
    ['file', false, 'abcde'],
    ['file', true, 'edcba'],
    ['title', false, 'acbde'],
    ['title', true, 'edbca'],
    ['updatedAt', true, 'cabde'],
    ['confidence', false, 'dabce'],
    ['uses', true, 'eabcd'],
    ['chars', true, 'bacde'],
  ] as const)('sorted by %s, descending %s', async (by, descending, wanted) => {
    const shown = await lines(await family(), { shape: 'flat', sort: { by, descending } });
    expect(shown.map((line) => line.trim()[0]).join('')).toBe(wanted);
    expect(shown[0]!.endsWith('1/5')).toBe(true);
  });

  it.each([
    [{ text: 'PEAR' }, 'b'],
    [{ text: 'tree fruit' }, 'b'],
    [{ text: 'plum' }, 'd'],
    [{ text: 'memory' }, ''],
    [{ text: 'plum apple' }, ''],
    [{ types: ['UserMemory'] }, 'b'],
    [{ types: [''], text: 'e' }, 'acde'],
    [{ tags: ['fruit', 'other'] }, 'b'],
    [{ usedWithinDays: 5 }, 'ce'],
    [{ usedWithinDays: 2 }, 'e'],
  ])('filtered by %j', async (filter, wanted) => {
    const shown = await lines(await family(), { shape: 'flat', filter: { ...EMPTY_FILTER, ...filter } });
    expect(shown.map((line) => line.trim()[0]).join('')).toBe(wanted);
  });

  it('finds text that the file writes with escapes', async () => {
    const { readTextMemory } = await import('../../../../src/engine/cube/text/readTextMemory');
    const memory = await readTextMemory(Buffer.from('[{"id": "a", "memory": "\\u6797 said \\"no\\""}]'));
    for (const text of ['林', '"no"', 'SAID 林']) {
      expect(await lines(memory, { filter: { ...EMPTY_FILTER, text } })).toHaveLength(1);
    }
  });

  it('tells uses by day and a number of tokens for the rows that are asked for', async () => {
    const outline = new Outline(await family(), clock);
    await outline.update({ ...tree, shape: 'flat' });
    const [row] = outline.rows(4, 1);
    expect(row!.heat).toHaveLength(30);
    expect(row!.heat.slice(-3)).toEqual([0, 1, 0]);
    expect(outline.rows(0, 1)[0]).toMatchObject({ heat: [], tokens: 2 });
  });
});

describe('the search for text', () => {
  it('can be aborted and leaves the last view as it was', async () => {
    const memory = await largeCube(20_000);
    const outline = new Outline(memory, clock);
    const { total } = await outline.update(tree);
    const controller = new AbortController();
    const search = outline.update(
      { ...tree, filter: { ...EMPTY_FILTER, text: 'evening' } },
      controller.signal,
    );
    controller.abort();
    await expect(search).rejects.toMatchObject({ name: 'AbortError' });
    expect(outline.page(0, 1)).toMatchObject({ generation: 1, total });
  });

  it('looks only at what has changed after an edit, and starts over when edited meanwhile', async () => {
    const memory = await largeCube(5000);
    const outline = new Outline(memory, clock);
    const query = { ...tree, filter: { ...EMPTY_FILTER, text: 'evening' } };
    expect((await outline.update(query)).matches).toBe(5000);
    const key = [...memory.byKey.keys()][7]!;
    const before = memory.fieldRaw(key, ['memory']);
    applyOps(memory, [{ op: 'update', key, path: ['memory'], before, after: '"gone"' }]);
    expect((await outline.update(query)).matches).toBe(4999);
    const running = outline.update({ ...query, filter: { ...EMPTY_FILTER, text: 'stood' } });
    applyOps(memory, [{ op: 'update', key, path: ['memory'], before: '"gone"', after: before }]);
    expect((await running).matches).toBe(5000);
  });
});
