import { describe, expect, it } from 'vitest';
import { buildEdit } from '../../../../src/engine/cube/edit/buildEdit';
import { reasonText } from '../../../../src/engine/cube/edit/types';
import { applyOps } from '../../../../src/engine/cube/text/applyOps';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import { invertOps } from '../../../../src/engine/model/change';
import type { Edit } from '../../../../src/engine/model/edit';
import { treeCube } from '../outline/sampleCube';

function doEdit(memory: TextMemory, edit: Edit) {
  let count = 0;
  const now = () => new Date('2026-11-23T12:00:00.123Z');
  const built = buildEdit(memory, edit, { now, newId: () => `new${++count}` });
  applyOps(memory, built.ops);
  return { ...built, reason: reasonText(built.reason) };
}

const edgesOf = (memory: TextMemory): string[] =>
  memory.edges.slots.map(({ edge }) => `${edge.source}-${edge.type}>${edge.target}`);
const file = (value: unknown) => readTextMemory(Buffer.from(JSON.stringify(value, null, 4)));
const metadata = (memory: TextMemory, key: string) =>
  memory.value(key)['metadata'] as Record<string, unknown>;
const family = () =>
  treeCube(
    [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }, { id: 'e' }],
    ['a>b', 'b>c', 'b>d', 'd-CAUSE>e'],
  );

describe('setting a field', () => {
  it('writes JSON as it is given and nothing else', async () => {
    const memory = await file([{ id: 'a', memory: 'x', metadata: { confidence: 1 } }]);
    const { reason } = doEdit(memory, {
      kind: 'set',
      keys: ['a'],
      path: ['metadata', 'confidence'],
      raw: '90.0',
    });
    expect(memory.text('a')).toContain('"confidence": 90.0');
    expect(reason).toBe('Set confidence of “x”');
  });

  it.each([
    [['memory'], null, /must be a JSON string/],
    [['memory'], '3', /must be a JSON string/],
    [['id'], '"z"', /cannot be changed/],
    [['metadata'], '[]', /must be a JSON object/],
    [['vector'], '["x"]', /list of numbers/],
    [['extra'], '1', /refuses a memory with the extra member/],
    [['metadata', 'tags', 0], null, /cannot be removed/],
    [['metadata', 'x'], '{"open":', /ends where a value was expected/],
    [['metadata', 'tags', 'x'], '1', /not an object/],
  ])('refuses %j = %s', async (path, raw, message) => {
    const memory = await treeCube([{ id: 'a', metadata: { tags: ['t'] } }]);
    expect(() => doEdit(memory, { kind: 'set', keys: ['a'], path, raw })).toThrow(message);
  });

  it('does nothing where the value is so already', async () => {
    const memory = await treeCube([{ id: 'a', metadata: { key: 'x' } }]);
    expect(doEdit(memory, { kind: 'set', keys: ['a'], path: ['metadata', 'key'], raw: '"x"' }).ops).toEqual(
      [],
    );
  });
});

describe('creating a memory', () => {
  it('in a tree stands first, as exports are sorted, with a relation from its parent', async () => {
    const memory = await treeCube([{ id: 'a' }]);
    const edit = {
      kind: 'create',
      memory: 'text',
      title: 'T',
      memoryType: 'UserMemory',
      parent: 'a',
    } as const;
    expect(doEdit(memory, edit)).toMatchObject({ keys: ['new1'], reason: 'Create “T”' });
    expect([...memory.byKey.keys()].length).toBe(2);
    expect([...memory.rows()][0]!.key).toBe('new1');
    expect(edgesOf(memory)).toEqual(['a-PARENT>new1']);
    expect(JSON.parse(memory.text('new1'))).toEqual({
      id: 'new1',
      memory: 'text',
      metadata: {
        status: 'activated',
        evolve_to: [],
        version: 1,
        history: [],
        key: 'T',
        tags: [],
        updated_at: '2026-11-23T12:00:00.123000+00:00',
        memory_type: 'UserMemory',
        sources: [],
        created_at: '2026-11-23T12:00:00.123000+00:00',
        usage: [],
        background: '',
        file_ids: [],
      },
    });
    expect(memory.toBuffer().toString()).toContain('"total_nodes": 2');
  });

  it('in naive_text comes last and keeps nulls', async () => {
    const memory = await file([{ id: 'a', memory: 'x', metadata: {} }]);
    doEdit(memory, { kind: 'create', memory: 'text', memoryType: '', parent: null });
    expect([...memory.byKey.keys()]).toEqual(['a', 'new1']);
    expect(metadata(memory, 'new1')).toMatchObject({ user_id: null, key: null, covered_history: null });
    expect(metadata(memory, 'new1')).not.toHaveProperty('memory_type');
  });

  it('is the first of an empty file', async () => {
    const memory = await readTextMemory(Buffer.from('[]'));
    doEdit(memory, { kind: 'create', memory: 'text', memoryType: '', parent: null });
    expect(memory.toBuffer().toString()).toMatch(/^\[\n {4}\{\n {8}"id": "new1",\n[^]*\n {4}\}\n\]$/);
  });

  it('in general_text repeats the id and gets a vector of zeros, which loads and is never found', async () => {
    const memory = await file([
      { id: 'a', vector: [0.5, 1, 2], payload: { id: 'a', memory: 'x', metadata: {} } },
    ]);
    doEdit(memory, { kind: 'create', memory: 'text', memoryType: '', parent: null });
    expect(Object.keys(memory.value('new1'))).toEqual(['id', 'vector', 'payload']);
    expect(memory.value('new1')).toMatchObject({
      vector: [0, 0, 0],
      payload: { id: 'new1', memory: 'text' },
    });
  });

  it('in pref_text goes to the list of its kind', async () => {
    const memory = await file({ explicit_preference: [], implicit_preference: [] });
    const edit = { kind: 'create', memory: 'tea', memoryType: 'implicit_preference', parent: null } as const;
    doEdit(memory, edit);
    expect(memory.row('new1')).toMatchObject({
      collection: 'implicit_preference',
      type: 'implicit_preference',
    });
    expect(() => doEdit(memory, { ...edit, collection: 'other' })).toThrow(/no list "other"/);
  });

  it('is refused without a text, under nothing, and with a parent where there are no relations', async () => {
    const edit = { kind: 'create', memory: ' ', memoryType: '', parent: null } as const;
    const naive = await file([{ id: 'a', memory: 'x', metadata: {} }]);
    expect(() => doEdit(naive, edit)).toThrow(/needs a text/);
    expect(() => doEdit(naive, { ...edit, memory: 'x', parent: 'a' })).toThrow(/no relations/);
    const tree = await family();
    expect(() => doEdit(tree, { ...edit, memory: 'x', parent: 'z' })).toThrow(/no memory "z"/);
  });
});

describe('taking a memory away', () => {
  it('sets the status for archived and deleted', async () => {
    const memory = await family();
    doEdit(memory, { kind: 'remove', keys: ['a', 'b'], mode: 'archived' });
    expect(metadata(memory, 'b')).toEqual({ status: 'archived' });
    expect(memory.size).toBe(5);
  });

  it('removes its relations and moves its children up to the nearest ancestor that stays', async () => {
    const memory = await family();
    const { keys } = doEdit(memory, { kind: 'remove', keys: ['b'], mode: 'removed' });
    expect(edgesOf(memory)).toEqual(['d-CAUSE>e', 'a-PARENT>c', 'a-PARENT>d']);
    expect(keys).toEqual(['c']);
    doEdit(memory, { kind: 'remove', keys: ['a', 'd'], mode: 'removed' });
    expect(edgesOf(memory)).toEqual([]);
    expect([...memory.byKey.keys()].sort()).toEqual(['c', 'e']);
  });

  it('leaves relations alone that another memory with the same id still has', async () => {
    const memory = await treeCube([{ id: 'a' }, { id: 'a' }, { id: 'b' }], ['a>b']);
    doEdit(memory, { kind: 'remove', keys: ['a#2'], mode: 'removed' });
    expect(edgesOf(memory)).toEqual(['a-PARENT>b']);
  });
});

describe('making memories out of others', () => {
  const time = '2026-11-23T12:00:00.123000+00:00';

  it('duplicates with a fresh id and life, under the same parent', async () => {
    const memory = await treeCube(
      [{ id: 'a' }, { id: 'b', metadata: { odd: 1.5, usage: ['x'], created_at: 'then', embedding: [1] } }],
      ['a>b', 'b-CAUSE>a'],
    );
    doEdit(memory, { kind: 'duplicate', keys: ['b'] });
    expect(metadata(memory, 'new1')).toEqual({
      odd: 1.5,
      usage: [],
      created_at: time,
      embedding: [1],
      updated_at: time,
    });
    expect(edgesOf(memory)).toEqual(['a-PARENT>b', 'b-CAUSE>a', 'a-PARENT>new1']);
  });

  it('merges as MemOS does, and children move to the new memory', async () => {
    const memory = await treeCube(
      [
        { id: 'p' },
        {
          id: 'a',
          metadata: { tags: ['x', 'y'], sources: ['s1'], confidence: 0.9, updated_at: '2026-01-02' },
        },
        {
          id: 'b',
          metadata: {
            tags: ['y', 'z'],
            sources: ['s1', 's2'],
            confidence: 95.0,
            updated_at: '2026-01-01',
            key: 'B',
          },
        },
        { id: 'c' },
      ],
      ['p>a', 'a>c', 'c-CAUSE>b'],
    );
    const { keys, reason } = doEdit(memory, { kind: 'merge', keys: ['a', 'b'], memory: 'both' });
    expect([keys, reason]).toEqual([['new1'], 'Merge 2 memories into one']);
    expect(memory.value('new1')['memory']).toBe('both');
    expect(metadata(memory, 'new1')).toEqual({
      tags: ['x', 'y', 'z'],
      sources: ['s1', 's2'],
      confidence: 95,
      updated_at: time,
      created_at: time,
      status: 'activated',
    });
    expect(edgesOf(memory)).toEqual([
      'p-PARENT>a',
      'c-CAUSE>b',
      'p-PARENT>new1',
      'new1-PARENT>c',
      'c-CAUSE>new1',
      'a-MERGED_TO>new1',
      'b-MERGED_TO>new1',
    ]);
    expect([memory.row('a')!.status, memory.row('b')!.status]).toEqual(['archived', 'archived']);
  });

  it('merges without relations by evolve_to, and needs two', async () => {
    const memory = await file(
      [1, 2].map((n) => ({ id: `m${n}`, memory: 'x', metadata: { evolve_to: ['old'] } })),
    );
    doEdit(memory, { kind: 'merge', keys: ['m1', 'm2'], memory: 'both' });
    expect(metadata(memory, 'm1')).toEqual({ evolve_to: ['old', 'new1'], status: 'archived' });
    expect(metadata(memory, 'new1')).toEqual({ evolve_to: [], status: 'activated' });
    expect(() => doEdit(memory, { kind: 'merge', keys: ['m1', 'm1'], memory: 'b' })).toThrow(/at least 2/);
  });

  it('splits into parts under the same parent, without the vector of the whole', async () => {
    const memory = await treeCube(
      [{ id: 'a' }, { id: 'b', metadata: { key: 'B', embedding: [1, 2] } }],
      ['a>b'],
    );
    const { keys } = doEdit(memory, { kind: 'split', key: 'b', parts: ['one', 'two'] });
    expect(keys).toEqual(['new1', 'new2']);
    expect([...memory.rows()].map((row) => row.title)).toEqual(['B (1)', 'B (2)', 'a', 'B']);
    expect(metadata(memory, 'new2')).not.toHaveProperty('embedding');
    expect(metadata(memory, 'b')).toMatchObject({ status: 'archived', evolve_to: ['new1', 'new2'] });
    expect(edgesOf(memory)).toContain('a-PARENT>new2');
    expect(edgesOf(memory)).toContain('b-MERGED_TO>new1');
    expect(() => doEdit(memory, { kind: 'split', key: 'b', parts: ['one'] })).toThrow(/at least two/);
  });
});

describe('moving, tagging, relating', () => {
  it('moves under one parent whatever parents there were', async () => {
    const memory = await treeCube([{ id: 'a' }, { id: 'b' }, { id: 'c' }], ['a>c', 'b>c']);
    doEdit(memory, { kind: 'reparent', keys: ['c'], parent: 'b' });
    expect(edgesOf(memory)).toEqual(['b-PARENT>c']);
    doEdit(memory, { kind: 'reparent', keys: ['c'], parent: null });
    expect(edgesOf(memory)).toEqual([]);
  });

  it('takes the children of a moved memory along, selected or not', async () => {
    const memory = await family();
    const { keys, reason } = doEdit(memory, { kind: 'reparent', keys: ['b', 'c'], parent: 'e' });
    expect([keys, reason]).toEqual([['b'], 'Move “b” under “e”']);
    expect(edgesOf(memory)).toEqual(['b-PARENT>c', 'b-PARENT>d', 'd-CAUSE>e', 'e-PARENT>b']);
  });

  it('refuses a move below itself', async () => {
    const memory = await family();
    expect(() => doEdit(memory, { kind: 'reparent', keys: ['a'], parent: 'd' })).toThrow(/own descendants/);
    expect(() => doEdit(memory, { kind: 'reparent', keys: ['a'], parent: 'a' })).toThrow(/own parent/);
  });

  it('adds and removes tags, and reads lists that are encoded as text', async () => {
    const memory = await treeCube([{ id: 'a', metadata: { tags: '["x", "y"]' } }, { id: 'b' }]);
    doEdit(memory, { kind: 'tag', keys: ['a', 'b'], add: [' z '], remove: ['x'] });
    expect([memory.row('a')!.tags, memory.row('b')!.tags]).toEqual([['y', 'z'], ['z']]);
  });

  it.each([
    [{ source: 'a', target: 'b', type: 'PARENT' }, /there already/],
    [{ source: 'a', target: 'a', type: 'CAUSE' }, /related to itself/],
    [{ source: 'a', target: 'z', type: 'CAUSE' }, /no memory with the id "z"/],
    [{ source: 'c', target: 'a', type: 'PARENT' }, /own descendants/],
    [{ source: 'a', target: 'c', type: 'X]-() DELETE' }, /no name for a relation/],
  ])('refuses the relation %j', async (edge, message) => {
    const memory = await family();
    expect(() => doEdit(memory, { kind: 'link', edge })).toThrow(message);
  });

  it('relates and takes a relation with its repetitions away', async () => {
    const memory = await treeCube([{ id: 'a' }, { id: 'b' }], ['a-CAUSE>b', 'a-CAUSE>b']);
    doEdit(memory, { kind: 'link', edge: { source: 'b', target: 'a', type: 'INFERS' } });
    doEdit(memory, { kind: 'unlink', edge: { source: 'a', target: 'b', type: 'CAUSE' } });
    expect(edgesOf(memory)).toEqual(['b-INFERS>a']);
    expect(memory.toBuffer().toString()).toContain('"total_edges": 1');
  });
});

it('a relation is taken away and put back as it is written, with members of its own', async () => {
  const memory = await file({
    nodes: [
      { id: 'a', memory: 'a' },
      { id: 'b', memory: 'b' },
    ],
    edges: [
      { source: 'a', target: 'b', type: 'X' },
      { source: 'a', target: 'b', type: 'Y', weight: 1.5 },
    ],
  });
  const before = memory.toBuffer();
  const { ops } = doEdit(memory, { kind: 'remove', keys: ['b'], mode: 'removed' });
  expect(ops.filter((op) => 'edge' in op).map((op) => op.raw !== undefined)).toEqual([true, false]);
  applyOps(memory, invertOps(ops));
  expect(memory.toBuffer().toString()).toBe(before.toString());
});
