import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRaw } from '../../../../src/engine/base/json/render';
import { readJson } from '../../../../src/engine/base/json/value';
import { StudioError } from '../../../../src/engine/base/errors';
import { buildEdit } from '../../../../src/engine/cube/edit/buildEdit';
import { applyOps, revertOps } from '../../../../src/engine/cube/text/applyOps';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';
import { invertOps, touchedKeys, type Op } from '../../../../src/engine/model/change';
import type { Edit } from '../../../../src/engine/model/edit';

const record = (n: number) => ({
  id: `m${n}`,
  memory: `memory ${n} 蜂蜜`,
  metadata: {
    tags: n % 2 ? ['a', 'b'] : [],
    usage: [`{"time": "2026-11-0${1 + (n % 9)}"}`],
    sources: [{ type: 'chat', content: `said ${n % 2}` }, '{"role": "user"}'],
    key: n % 3 ? `title ${n}` : '',
    confidence: 90 + n,
    updated_at: `2026-11-${10 + n}T00:00:00`,
    status: 'activated',
    unknown: { deep: [1, null] },
  },
});
const records = Array.from({ length: 8 }, (_, n) => record(n));
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value, null, 4));

/** Relations that only lead from lower to higher numbers, so PARENT has no cycle; some lead nowhere. */
const edges = fc.array(
  fc.tuple(fc.nat(7), fc.nat(9), fc.constantFrom('PARENT', 'PARENT', 'RELATE', 'MERGED_TO')),
  { maxLength: 14 },
);
const treeFile = fc.tuple(edges, fc.boolean()).map(([list, indented]) => {
  const relations = list.map(([a, b, type]) => ({
    source: `m${Math.min(a, b)}`,
    target: `m${Math.max(a, b) + (a === b ? 1 : 0)}`,
    type,
  }));
  const file = { nodes: records, edges: relations, total_nodes: 8, total_edges: relations.length };
  return indented ? json(file) : Buffer.from(toRaw(file));
});
const flatFile = fc.constantFrom(
  json(records),
  readFileSync('test/fixtures/cubes/mem_cube_2/textual_memory.json'),
  json({
    explicit_preference: records.map(({ id, memory, metadata }) => ({
      id,
      vector: [0.5, 1],
      payload: metadata,
      memory,
      original_text: 'x',
    })),
    implicit_preference: [],
  }),
);

const numbers = fc.record({
  kind: fc.nat(11),
  keys: fc.array(fc.nat(8), { minLength: 1, maxLength: 4 }),
  other: fc.nat(8),
  flag: fc.nat(2),
});
type Numbers = typeof numbers extends fc.Arbitrary<infer T> ? T : never;

function editOf(memory: TextMemory, { kind, keys: picks, other, flag }: Numbers): Edit {
  const all = [...memory.byKey.keys()];
  const key = (n: number): string => all[n % all.length] ?? 'nothing';
  const keys = picks.map(key);
  const ends = { source: key(picks[0]!), target: key(other), type: ['PARENT', 'RELATE', 'CAUSE'][flag]! };
  const existing = memory.edges.slots[other % Math.max(1, memory.edges.slots.length)]?.edge ?? ends;
  const edits: Edit[] = [
    { kind: 'set', keys, path: ['metadata', 'status'], raw: ['"archived"', 'null', '[1, NaN]'][flag]! },
    {
      kind: 'set',
      keys,
      path: ['metadata', ['key', 'info', 'unknown'][flag]!, 'x'].slice(0, 1 + flag),
      raw: flag ? '{"n": 1.50}' : '{}',
    },
    { kind: 'set', keys, path: ['metadata', 'unknown'], raw: null },
    {
      kind: 'create',
      memory: 'new',
      title: flag ? 'T' : undefined,
      memoryType: '',
      parent: flag ? key(other) : null,
    },
    { kind: 'remove', keys, mode: (['archived', 'deleted', 'removed'] as const)[flag]! },
    { kind: 'remove', keys, mode: 'removed' },
    { kind: 'duplicate', keys },
    { kind: 'merge', keys, memory: 'merged' },
    { kind: 'split', key: key(other), parts: ['one', 'two', 'three'].slice(flag) },
    { kind: 'reparent', keys, parent: flag ? key(other) : null },
    { kind: 'tag', keys, add: ['new', 'a'].slice(flag), remove: ['b'] },
    flag === 2 ? { kind: 'unlink', edge: existing } : { kind: 'link', edge: ends },
  ];
  return edits[kind]!;
}

let count = 0;
const context = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  newId: () => `00000000-0000-4000-8000-${String(count++).padStart(12, '0')}`,
};

/** Whether PARENT relations between memories of the file lead back to where they started. */
function hasCycle(memory: TextMemory): boolean {
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (id: string): boolean => {
    if (open.has(id)) return true;
    if (done.has(id)) return false;
    open.add(id);
    const found = memory.edgesFrom(id).some((edge) => edge.type === 'PARENT' && visit(edge.target));
    open.delete(id);
    done.add(id);
    return found;
  };
  return [...memory.rows()].some((row) => visit(row.id));
}

/**
 * Inverse operations put a member that was taken away at the end of its object, and choose the white
 * space of files on one line anew; there they give back the data, and elsewhere the bytes.
 */
const givesBytesBack = (memory: TextMemory, ops: readonly Op[]): boolean =>
  memory.style.indent !== '' && !ops.some((op) => op.op === 'update' && op.after === null);

/** Shows where two long texts differ, and what comes after. */
function expectSame(actual: string, wanted: string): void {
  let at = 0;
  while (at < wanted.length && actual[at] === wanted[at]) at++;
  expect(actual.slice(Math.max(0, at - 80), at + 80)).toBe(wanted.slice(Math.max(0, at - 80), at + 80));
}

async function check(file: Buffer, script: readonly Numbers[]): Promise<void> {
  const memory = await readTextMemory(file);
  for (const numbers of script) {
    const before = memory.toBuffer();
    const texts = new Map([...memory.byKey.keys()].map((key) => [key, memory.text(key)]));
    const edit = editOf(memory, numbers);
    let built;
    try {
      built = buildEdit(memory, edit, context);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      expect(error.remedy ?? error.code).toMatch(/\w/);
      expect(error.code).not.toBe('internal');
      expect(memory.toBuffer().equals(before)).toBe(true);
      continue;
    }
    expect(memory.toBuffer().equals(before)).toBe(true);
    const applied = applyOps(memory, built.ops);
    const after = memory.toBuffer();

    const touched = new Set(built.ops.flatMap((op) => ('edge' in op ? [] : touchedKeys(op))));
    for (const [key, text] of texts) if (!touched.has(key)) expect(memory.text(key)).toBe(text);
    for (const key of built.keys) expect(memory.has(key)).toBe(true);
    const ids = [...memory.rows()].map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(hasCycle(memory)).toBe(false);
    expect((await readTextMemory(after, { format: memory.format })).toBuffer().equals(after)).toBe(true);

    expect(revertOps(memory, applied)).toBe(true);
    expect(memory.toBuffer().equals(before)).toBe(true);
    applyOps(memory, built.ops);
    expect(memory.toBuffer().equals(after)).toBe(true);
    applyOps(memory, invertOps(built.ops));
    const undone = memory.toBuffer();
    if (givesBytesBack(memory, built.ops)) expectSame(undone.toString(), before.toString());
    else expect(readJson(undone.toString())).toEqual(readJson(before.toString()));
    applyOps(memory, built.ops);
  }
}

describe('edits of a text memory', () => {
  it('apply and invert exactly, keep ids unique and the tree without cycles: tree_text', async () => {
    await fc.assert(fc.asyncProperty(treeFile, fc.array(numbers, { maxLength: 8 }), check), { numRuns: 250 });
  });

  it('apply and invert exactly, keep ids unique: formats without relations', async () => {
    await fc.assert(fc.asyncProperty(flatFile, fc.array(numbers, { maxLength: 6 }), check), { numRuns: 120 });
  });
});
