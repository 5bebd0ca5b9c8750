import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOps, revertOps, type Applied } from '../../../../src/engine/cube/text/applyOps';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import { invertOps, type Op } from '../../../../src/engine/model/change';

const files = {
  tree: readFileSync('test/fixtures/cubes/mem_cube_tree/textual_memory.json'),
  general: readFileSync('test/fixtures/cubes/mem_cube_2/textual_memory.json'),
  naive: Buffer.from(
    '[{"id": "a", "memory": "x", "metadata": {}},{"id":"b","memory":"y","metadata":{"tags":[]}}]',
  ),
  odd: Buffer.from('\ufeff[\r\n\t{"id":"a" , "memory":"x"} ,\r\n\t{ }\r\n]\r\n'),
  empty: Buffer.from('{"nodes": [], "total_nodes": 0}'),
};
const values = ['1', '90.0', 'null', '"é林"', '[]', '["a", {"b": NaN}]', '{}', '{"__proto__": 1}'];
const paths = [
  ['memory'],
  ['metadata', 'status'],
  ['metadata', 'tags'],
  ['metadata', 'info', 'x'],
  ['extra'],
];

/** An operation that fits the present state, chosen by two numbers. */
function makeOp(memory: TextMemory, kind: number, pick: number): Op | undefined {
  const keys = [...memory.byKey.keys()];
  const key = keys[pick % Math.max(1, keys.length)];
  const { slots } = memory.edges;
  if (kind === 0) {
    const fresh = `new-${memory.generation}-${pick}`;
    const raw = `{"id": "${fresh}", "memory": "n", "metadata": {}, "payload": {}}`;
    return { op: 'add', key: fresh, raw, previous: key ?? null };
  }
  if (kind === 1 && memory.hasEdges) {
    return {
      op: 'link',
      edge: { source: `s${pick}`, target: 't', type: 'PARENT' },
      index: pick % (slots.length + 1),
    };
  }
  if (kind === 2 && slots.length > 0) {
    const index = pick % slots.length;
    return { op: 'unlink', edge: slots[index]!.edge, index, raw: memory.edges.body(slots[index]!) };
  }
  if (key === undefined) return undefined;
  if (kind === 3) {
    const previous = keys[keys.indexOf(key) - 1] ?? null;
    return { op: 'remove', key, raw: memory.text(key), previous };
  }
  const path = paths[pick % paths.length]!;
  const before = memory.fieldRaw(key, path);
  const after = pick % 7 === 0 ? null : values[pick % values.length]!;
  if (before === null && after === null) return undefined;
  return { op: 'update', key, path, before, after };
}

describe('changes to a text memory', () => {
  it.each(Object.keys(files) as (keyof typeof files)[])(
    'random edits undone give the bytes back: %s',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), fc.nat(1000)), { maxLength: 30 }), async (script) => {
          const memory = await readTextMemory(files[name]);
          const done: Applied[] = [];
          for (const [kind, pick] of script) {
            const op = makeOp(memory, kind, pick);
            if (!op) continue;
            try {
              done.push(applyOps(memory, [op]));
            } catch (error) {
              expect(error).toMatchObject({ name: 'StudioError', code: 'bad-shape' });
            }
          }
          const reread = await readTextMemory(memory.toBuffer(), { format: memory.format });
          const withoutKeys = (m: TextMemory) => [...m.rows()].map((row) => ({ ...row, key: '' }));
          expect(withoutKeys(reread)).toEqual(withoutKeys(memory));
          expect(reread.toBuffer().equals(memory.toBuffer())).toBe(true);
          for (const applied of done.reverse()) expect(revertOps(memory, applied)).toBe(true);
          expect(memory.toBuffer().equals(files[name])).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('an edit to one field changes only that line', async () => {
    const memory = await readTextMemory(files.tree);
    const key = [...memory.byKey.keys()][1]!;
    const before = memory.fieldRaw(key, ['metadata', 'confidence']);
    applyOps(memory, [{ op: 'update', key, path: ['metadata', 'confidence'], before, after: '0.5' }]);
    const old = files.tree.toString().split('\n');
    const changed = memory
      .toBuffer()
      .toString()
      .split('\n')
      .filter((line, i) => line !== old[i]);
    expect(changed).toEqual(['        "confidence": 0.5,']);
  });

  it('changes nothing when one of several operations cannot be done', async () => {
    const memory = await readTextMemory(files.naive);
    const ops: Op[] = [
      { op: 'update', key: 'a', path: ['memory'], before: '"x"', after: '"z"' },
      { op: 'update', key: 'b', path: ['memory'], before: '"not this"', after: '"z"' },
    ];
    expect(() => applyOps(memory, ops)).toThrow(expect.objectContaining({ code: 'conflict' }));
    expect(memory.toBuffer().equals(files.naive)).toBe(true);
  });

  it('takes a change back by its inverse where other changes came between', async () => {
    const memory = await readTextMemory(files.naive);
    const first = applyOps(memory, [
      { op: 'update', key: 'a', path: ['memory'], before: '"x"', after: '"z"' },
    ]);
    applyOps(memory, [{ op: 'update', key: 'a', path: ['extra'], before: null, after: '1' }]);
    expect(revertOps(memory, first)).toBe(false);
    applyOps(memory, invertOps(first.ops));
    expect(memory.fieldRaw('a', ['memory'])).toBe('"x"');
    expect(memory.fieldRaw('a', ['extra'])).toBe('1');
  });

  it('refuses relations where the format has none', async () => {
    const memory = await readTextMemory(files.naive);
    const edge = { source: 'a', target: 'b', type: 'PARENT' };
    expect(() => applyOps(memory, [{ op: 'link', edge, index: 0 }])).toThrow(/no place for relations/);
  });
});
