import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../../src/engine/cube/graph/graphOf';
import type { GraphQuery } from '../../../../src/engine/model/graph';
import { EMPTY_FILTER } from '../../../../src/engine/model/query';
import { largeCube, treeCube } from '../outline/sampleCube';

const now = () => new Date('2026-11-23T12:00:00');
const all: GraphQuery = { filter: EMPTY_FILTER, expanded: [], focus: null, limit: 300 };
const cube = () =>
  treeCube(
    ['lone', 'top', 'a', 'b', 'leaf', 'far'].map((id) => ({ id })),
    ['top>a', 'top>b', 'b>leaf', 'leaf-CAUSE>far', 'leaf-CAUSE>far', 'a-CAUSE>gone', 'lone-SELF>lone'],
  );
async function shown(query: Partial<GraphQuery>) {
  const { nodes } = await graphOf(await cube(), { ...all, ...query }, { now });
  return nodes.map(({ key, hidden }) => (hidden > 0 ? `${key}+${hidden}` : key)).join(' ');
}

describe('the graph of a cube', () => {
  it('starts at the top of the trees, level by level, and says what is not shown', async () => {
    expect(await shown({ limit: 3 })).toBe('top a b+1');
    expect(await shown({ limit: 4 })).toBe('top a b leaf+1');
    expect(await shown({})).toBe('top a b leaf lone far');
  });

  it('shows the focus and its neighbours first, and neighbours of expanded memories beyond the limit', async () => {
    expect(await shown({ focus: 'far', limit: 3 })).toBe('far leaf+1 top+2');
    expect(await shown({ expanded: ['top'], limit: 1 })).toBe('top a b+1');
    expect(await shown({ focus: 'nothing', limit: 1 })).toBe('top+2');
  });

  it('gives each relation among the shown memories once', async () => {
    const { edges } = await graphOf(await cube(), all, { now });
    expect(edges.map(({ source, type, target }) => `${source}-${type}>${target}`)).toEqual([
      'top-PARENT>a',
      'top-PARENT>b',
      'b-PARENT>leaf',
      'leaf-CAUSE>far',
      'lone-SELF>lone',
    ]);
  });

  it('marks what was asked for without matching', async () => {
    const query = { ...all, filter: { ...EMPTY_FILTER, text: 'lone' }, focus: 'a' };
    const { nodes, available } = await graphOf(await cube(), query, { now });
    expect(available).toBe(1);
    expect(nodes.map(({ key, matches }) => [key, matches])).toEqual([
      ['a', false],
      ['top', false],
      ['lone', true],
    ]);
  });

  it('puts memories where they were left', async () => {
    const { nodes } = await graphOf(await cube(), all, { now, positions: { b: [1, 2] } });
    expect(nodes.filter(({ at }) => at).map(({ key, at }) => [key, at])).toEqual([['b', [1, 2]]]);
    expect(nodes[0]).not.toHaveProperty('at');
  });

  it('shows the first memories of a large cube', async () => {
    const { nodes, edges, available } = await graphOf(await largeCube(3000), all, { now });
    expect([nodes.length, available]).toEqual([300, 3000]);
    expect(edges.length).toBeGreaterThan(200);
  });
});
