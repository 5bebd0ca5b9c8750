import { describe, expect, it } from 'vitest';
import { memoryDetail } from '../../../../src/engine/cube/detail/memoryDetail';
import { summaryOf } from '../../../../src/engine/cube/detail/summaryOf';
import { totalTokens } from '../../../../src/engine/cube/detail/totalTokens';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { Problem } from '../../../../src/engine/model/problem';
import { largeCube, treeCube } from '../outline/sampleCube';

const now = new Date('2026-11-23T12:00:00');
const read = (text: string) => readTextMemory(Buffer.from(text));

describe('the detail of a memory', () => {
  it('shows each field as it is written, with the control that fits', async () => {
    const memory = await read(`{"nodes": [{"id": "a", "memory": "x", "metadata": {
      "odd": "one line", "confidence": 90.0, "status": "activated", "memory_type": "UserMemory",
      "embedding": [0.1, 0.2], "tags": "[\\"x\\"]", "source": "elsewhere", "is_fast": null,
      "version": NaN, "deep": {"n": 1.50}, "list": ["s"], "on": true, "__proto__": 1}}]}`);
    const { fields, absent } = memoryDetail(memory, 'a', { now })!;
    expect(fields.map(({ name, raw, control, known }) => [name, raw, control, known])).toEqual([
      ['status', '"activated"', 'enum', true],
      ['tags', '"[\\"x\\"]"', 'text', true],
      ['confidence', '90.0', 'number', true],
      ['source', '"elsewhere"', 'enum', true],
      ['version', 'NaN', 'json', true],
      ['is_fast', 'null', 'boolean', true],
      ['memory_type', '"UserMemory"', 'enum', true],
      ['embedding', '', 'vector', true],
      ['odd', '"one line"', 'text', false],
      ['deep', '{"n": 1.50}', 'json', false],
      ['list', '["s"]', 'tags', false],
      ['on', 'true', 'boolean', false],
      ['__proto__', '1', 'number', false],
    ]);
    expect(fields.find(({ name }) => name === 'source')!.options).toContain('elsewhere');
    expect(absent.map(({ name }) => name)).toContain('visibility');
    expect(absent.map(({ name }) => name)).not.toContain('embedding');
  });

  it('offers the fields of a memory type to memories of that type', async () => {
    const types = ['SkillMemory', 'UserMemory'].map((type) => ({
      id: type,
      metadata: { memory_type: type },
    }));
    const memory = await treeCube(types);
    const names = (key: string) => memoryDetail(memory, key, { now })!.absent.map(({ name }) => name);
    expect(names('SkillMemory')).toContain('procedure');
    expect(names('UserMemory')).not.toContain('procedure');
  });

  it('tells the way to a memory, its relations and where they lead', async () => {
    const memory = await treeCube(
      [{ id: 'a' }, { id: 'b' }, { id: 'c', metadata: { key: 'C', memory_type: 'UserMemory' } }, { id: 'd' }],
      ['a>b', 'b>c', 'a>d', 'c-CAUSE>gone'],
    );
    const detail = memoryDetail(memory, 'c', { now })!;
    expect(detail.path).toEqual([
      { key: 'a', title: 'a' },
      { key: 'b', title: 'b' },
    ]);
    expect(detail.outgoing).toMatchObject([{ type: 'CAUSE', key: 'gone', title: 'gone', exists: false }]);
    expect(detail.incoming).toMatchObject([{ type: 'PARENT', key: 'b', exists: true }]);
    expect(memoryDetail(memory, 'b', { now })!.outgoing[0]).toMatchObject({
      title: 'C',
      memoryType: 'UserMemory',
    });
    expect(memoryDetail(memory, 'd', { now })!.row).toMatchObject({ depth: 1, position: 2, siblings: 2 });
    expect(memoryDetail(memory, 'gone', { now })).toBeUndefined();
  });

  it('gives relations to the first of several memories with one id', async () => {
    const memory = await treeCube([{ id: 'a' }, { id: 'b' }, { id: 'b' }], ['a>b']);
    expect(memoryDetail(memory, 'b', { now })!.incoming).toHaveLength(1);
    expect(memoryDetail(memory, 'b#2', { now })!.incoming).toHaveLength(0);
  });

  it('decodes sources however often they are encoded, and counts uses by day', async () => {
    const source = JSON.stringify(JSON.stringify({ role: 'user', content: 'hello' }));
    const usage = [
      '{"time": "2026-11-23T09:00:00"}',
      '{"time": "2026-11-22T23:59:59"}',
      '{"time": "2020-01-01"}',
      'x',
    ];
    const memory = await treeCube([{ id: 'a', metadata: { sources: [source, 'plain'], usage } }]);
    const { sources, uses } = memoryDetail(memory, 'a', { now })!;
    expect(sources).toEqual([
      { role: 'user', content: 'hello', type: 'chat' },
      { type: 'doc', content: 'plain' },
    ]);
    expect(uses.count).toBe(4);
    expect(uses.last).toBe(new Date('2026-11-23T09:00:00').getTime());
    expect([uses.days.length, ...uses.days.slice(-3)]).toEqual([90, 0, 1, 1]);
  });

  it('knows a vector of zeros for one that is still to be made, and never shows its numbers', async () => {
    const vector = Array.from({ length: 9 }, () => 0.25);
    const memory = await read(
      JSON.stringify([
        { id: 'a', vector, payload: { id: 'a', memory: 'x', metadata: { embedding_9: vector } } },
        { id: 'b', vector: [0, 0.0], payload: { id: 'b', memory: 'x', metadata: {} } },
      ]),
    );
    const detail = memoryDetail(memory, 'a', { now })!;
    expect(detail.vector).toEqual({ dimensions: 9, stale: false });
    expect(JSON.stringify(detail)).not.toContain('0.25');
    expect(memoryDetail(memory, 'a', { now, staleVector: true })!.vector!.stale).toBe(true);
    expect(memoryDetail(memory, 'b', { now })!.vector).toEqual({ dimensions: 2, stale: true });
  });

  it('shows the problems of this memory', async () => {
    const memory = await treeCube([{ id: 'a' }]);
    const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
    const problem: Problem = {
      rule: 'x/y',
      severity: 'error',
      file: 'f',
      range,
      message: 'Bad {0}.',
      args: ['id'],
    };
    const problems = [{ ...problem, memory: 'a' }, { ...problem, memory: 'b' }, problem];
    expect(memoryDetail(memory, 'a', { now, problems })!.problems).toEqual([
      { severity: 'error', text: 'Bad id.' },
    ]);
  });

  it('reads records of any shape', async () => {
    const memory = await read('[{"id": "a", "memory": 3, "metadata": []}, {}, "text", null]');
    for (const key of memory.byKey.keys()) expect(memoryDetail(memory, key, { now })!.fields).toEqual([]);
  });
});

describe('a cube at a glance', () => {
  it('counts memories, relations and tokens', async () => {
    const memory = await treeCube(
      [
        { id: 'a', memory: '蜂蜜 and jam' },
        { id: 'b', memory: 'word' },
      ],
      ['a>b'],
    );
    const context = { name: 'n', path: 'p', readOnly: false, dirty: true, problems: 2, recovered: 0 };
    expect(summaryOf(memory, context)).toMatchObject({
      ...context,
      memories: 2,
      edges: 1,
      tokens: 5,
      hasEdges: true,
    });
    expect(totalTokens(await treeCube([]))).toBe(0);
  });

  it('estimates the tokens of large cubes from a part', async () => {
    const memory = await largeCube(6000);
    const exact = [...memory.byKey.keys()].reduce(
      (sum, key) => sum + memoryDetail(memory, key, { now })!.row.tokens,
      0,
    );
    expect(Math.abs(totalTokens(memory) / exact - 1)).toBeLessThan(0.05);
  });
});
