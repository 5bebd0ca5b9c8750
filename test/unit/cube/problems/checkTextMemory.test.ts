import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textView } from '../../../../src/engine/cube/check/textView';
import { readConfig } from '../../../../src/engine/cube/config/readConfig';
import { byteLocator } from '../../../../src/engine/cube/problems/byteLocator';
import { checkTextMemory } from '../../../../src/engine/cube/problems/checkTextMemory';
import { problemMessages } from '../../../../src/engine/cube/problems/problemMessages';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextFormat } from '../../../../src/engine/model/memory';
import type { Problem } from '../../../../src/engine/model/problem';
import { viewOf } from './viewOf';

const CUBES = join(import.meta.dirname, '../../../fixtures/cubes');
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const check = (text: string, format: TextFormat): Problem[] => checkTextMemory(viewOf(text, format));
const rules = (problems: Problem[]): string[] => problems.map((p) => `${p.severity} ${p.rule}`);
const node = (n: number, metadata: object = {}): object => ({
  id: id(n),
  memory: `memory ${n}`,
  metadata: { status: 'activated', memory_type: 'LongTermMemory', embedding: [1, 2], ...metadata },
});
const edge = (a: number, b: number, type = 'PARENT'): object => ({ source: id(a), target: id(b), type });
const tree = (nodes: object[], edges: object[] = [], indent?: number): string =>
  JSON.stringify({ nodes, edges, total_nodes: nodes.length, total_edges: edges.length }, null, indent);

describe('real memories', () => {
  it('of mem_cube_2 are fine', () => {
    const config = readConfig(readFileSync(join(CUBES, 'mem_cube_2/config.json'), 'utf8'), {
      file: 'config.json',
    });
    const text = readFileSync(join(CUBES, 'mem_cube_2/textual_memory.json'), 'utf8');
    expect(checkTextMemory(viewOf(text, 'general_text', { config }))).toEqual([]);
  });

  it('of mem_cube_tree have sources that were encoded twice', () => {
    const text = readFileSync(join(CUBES, 'mem_cube_tree/textual_memory.json'), 'utf8');
    const problems = check(text, 'tree_text');
    expect(rules(problems)).toEqual(['info text/sources']);
    expect(problems[0]).toMatchObject({ args: ['4'], range: { startLine: 8, startColumn: 11 } });
  });
});

describe('places', () => {
  it('are those of the value concerned, in UTF-16 columns', () => {
    const text = '[\n  {"id": "记忆😀", "memory": "记忆😀", "metadata": {"status": "odd"}}\n]';
    expect(check(text, 'naive_text').map((p) => [p.rule, p.range])).toEqual([
      ['text/bad-id', { startLine: 2, startColumn: 10, endLine: 2, endColumn: 16 }],
      ['text/metadata', { startLine: 2, startColumn: 59, endLine: 2, endColumn: 64 }],
    ]);
  });

  it('agree with counting by hand anywhere in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.constant('\n')),
        fc.nat(),
        (part, lines, seed) => {
          const text = part + lines.join('é') + part;
          const cut = [...text].slice(0, seed % ([...text].length + 1)).join('');
          const locate = byteLocator(Buffer.from(text));
          expect(locate(Buffer.byteLength(cut))).toEqual({
            line: cut.split('\n').length,
            column: cut.length - (cut.lastIndexOf('\n') + 1) + 1,
          });
        },
      ),
    );
  });
});

describe('a file that is one line', () => {
  it('is checked in time that grows with its length, however many problems it has', async () => {
    const count = 20_000;
    const nodes = Array.from({ length: count }, (_, n) =>
      node(n, { status: 'odd 状态', background: 'é'.repeat(200) }),
    );
    const text = tree(
      nodes,
      nodes.slice(1).map((_, n) => edge(n, n + 1)),
    );
    const memory = await readTextMemory(Buffer.from(text), { file: 'textual_memory.json' });
    const started = performance.now();
    const problems = checkTextMemory(textView(memory, 'textual_memory.json'), { limit: 1000 });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(problems).toHaveLength(1000);
    const { startLine, startColumn, endLine, endColumn } = problems.at(-1)!.range;
    expect([startLine, endLine]).toEqual([1, 1]);
    expect(text.slice(startColumn - 1, endColumn - 1)).toBe('"odd 状态"');
  });

  it('ends a problem over several lines at the end of its first line', () => {
    for (const newline of ['\n', '\r\n']) {
      const [problem] = check(`[{${newline}"memory": "m"}]`, 'naive_text');
      expect(problem?.range).toEqual({ startLine: 1, startColumn: 2, endLine: 1, endColumn: 3 });
    }
  });
});

describe('ids', () => {
  it('that appear twice are named with their first line', () => {
    const problems = check(JSON.stringify([node(1), node(2), node(1)], null, 1), 'naive_text');
    expect(problems.filter((p) => p.rule === 'text/duplicate-id').map((p) => p.args)).toEqual([[id(1), '2']]);
  });
});

describe('records', () => {
  it('of vectors take no unknown keys, neither outside nor in the payload', () => {
    const record = {
      id: id(1),
      vector: [1],
      note: 1,
      payload: { id: id(1), memory: 'm', metadata: {}, other: 1 },
    };
    expect(rules(check(JSON.stringify([record]), 'general_text'))).toEqual([
      'error text/unknown-key',
      'error text/unknown-key',
    ]);
  });

  it('of preferences as MemOS dumps them are not loaded again', () => {
    const record = {
      id: id(1),
      vector: [1],
      payload: { preference_type: 'explicit_preference' },
      memory: 'm',
      original_text: 't',
    };
    expect(rules(check(JSON.stringify({ explicit_preference: [record] }), 'pref_text'))).toEqual([
      'warning text/preference-dump',
    ]);
  });

  it('with keys like __proto__ are harmless', () => {
    const text = `[{"id": "${id(1)}", "memory": "m", "metadata": {"__proto__": {"status": "x"}, "constructor": 1, "toString": null}}]`;
    expect(check(text, 'naive_text')).toEqual([]);
  });
});

describe('vectors', () => {
  it('of another length than most are an error in a vector file', () => {
    const record = (n: number, vector: number[]): object => ({
      id: id(n),
      vector,
      payload: { id: id(n), memory: 'm', metadata: {} },
    });
    const problems = check(
      JSON.stringify([record(1, [1, 2]), record(2, [1, 2, 3]), record(3, [1, 2])]),
      'general_text',
    );
    expect(problems.map((p) => [p.rule, p.args, p.memory])).toEqual([
      ['text/vector-length', ['1', '3', '2'], id(2)],
    ]);
  });

  it('that are all missing in a tree are one note', () => {
    const problems = check(tree([1, 2, 3].map((n) => node(n, { embedding: null }))), 'tree_text');
    expect(problems.map((p) => [p.rule, p.args])).toEqual([['text/vector-missing', ['3', '3']]]);
  });
});

describe('trees', () => {
  it('without fault give nothing', () => {
    expect(check(tree([node(1), node(2)], [edge(1, 2)]), 'tree_text')).toEqual([]);
  });

  it('have no circles of PARENT edges', () => {
    const nodes = [1, 2, 3, 4].map((n) => node(n));
    const problems = check(tree(nodes, [edge(4, 1), edge(1, 2), edge(2, 3), edge(3, 1)]), 'tree_text');
    expect(problems.filter((p) => p.severity === 'error').map((p) => p.args)).toEqual([
      [[id(1), id(2), id(3), id(1)].join(' → ')],
    ]);
  });

  it('have edges with both ends, once each, and with names for types', () => {
    const edges = [
      edge(1, 9),
      edge(1, 1),
      edge(1, 2, 'A'),
      edge(1, 2, 'A'),
      edge(1, 2, 'X]->() DELETE'),
      edge(2, 1, ''),
    ];
    expect(rules(check(tree([node(1), node(2)], edges), 'tree_text'))).toEqual([
      'warning text/dangling-edge',
      'warning text/self-edge',
      'warning text/duplicate-edge',
      'error text/edge-type',
      'error text/edge-type',
    ]);
  });

  it('note several parents, lost nodes and wrong totals', () => {
    const nodes = [node(1), node(2), node(3, { status: 'deleted' }), node(4, { status: null })];
    const text = tree(nodes, [edge(1, 3), edge(2, 3)]).replace('"total_nodes":4', '"total_nodes":5');
    expect(rules(check(text, 'tree_text')).sort()).toEqual([
      'info text/deleted',
      'info text/several-parents',
      'info text/totals',
      'warning text/no-status',
    ]);
  });

  it.each([
    [{ info: { a: 1 } }, ['text/nested']],
    [{ experience: [{ a: 1 }] }, ['text/nested']],
    [{ mixed: ['a', 1] }, ['text/nested']],
    [{ created_at: 'yesterday' }, ['text/timestamp']],
    [{ created_at: '2026-01-13T20:51:42.394870000+00:00', list: ['a'], sources: [{ role: 'user' }] }, []],
  ])('hold only what Neo4j can store: %j', (metadata, expected) => {
    expect(check(tree([node(1, metadata)]), 'tree_text').map((p) => p.rule)).toEqual(expected);
  });

  it('may hold what the Dream plugin writes, with a warning', () => {
    expect(rules(check(tree([node(1, { memory_type: 'DreamDiary' })]), 'tree_text'))).toEqual([
      'warning text/metadata',
    ]);
  });
});

describe('files', () => {
  it('must not start with a byte order mark; the fix removes it', () => {
    const [problem] = check('\ufeff[]', 'naive_text');
    expect(problem).toMatchObject({
      rule: 'text/byte-order-mark',
      fixes: [{ edits: [{ start: 0, end: 1, text: '' }] }],
    });
  });

  it('with NaN are no JSON; the word in a text is none', () => {
    const text = `[{"id": "${id(1)}", "memory": "NaN, Infinity", "metadata": {"confidence": -Infinity, "x": [NaN]}}]`;
    expect(check(text, 'naive_text').map((p) => [p.rule, p.args])).toEqual([['text/not-json', ['2']]]);
  });

  it('nested deeper than Python goes are refused', () => {
    const deep = `${'['.repeat(1000)}${']'.repeat(1000)}`;
    const text = `[{"id": "${id(1)}", "memory": "m", "metadata": {"x": ${deep}}}]`;
    expect(rules(check(text, 'naive_text'))).toEqual(['error text/too-deep']);
  });

  it('with very many faults give the first thousand, errors first', () => {
    const nodes = Array.from({ length: 1500 }, (_, n) => ({ ...node(n), extra: 1 }));
    const problems = check(
      JSON.stringify({ nodes: [...nodes, { ...node(9999), id: 'x' }], edges: [] }),
      'tree_text',
    );
    expect(problems).toHaveLength(1000);
    expect(problems.filter((p) => p.severity === 'error')).toHaveLength(1);
  });

  it('stop being checked when the signal says so', () => {
    const signal = AbortSignal.abort();
    expect(() => checkTextMemory(viewOf('[]', 'naive_text'), { signal })).toThrow(/abort/i);
  });
});

describe('messages', () => {
  it('number their arguments from 0 without a gap', () => {
    for (const message of problemMessages()) {
      const numbers = [...new Set([...message.matchAll(/\{(\d)\}/g)].map((m) => Number(m[1])))].sort();
      expect(numbers, message).toEqual(numbers.map((_, i) => i));
    }
  });
});
