import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memories, read } from './reading';

const ENGINE = join(import.meta.dirname, '../../../src/engine');

describe('source code', () => {
  it.each([
    [
      'a.ts',
      'import x from "x";\n\n/** Doc. */\nexport function run(): void {}\n\nexport const a = 1;\n',
      [undefined, 'run', 'a'],
    ],
    ['a.tsx', 'export const View = () => <p>Hi</p>;\n', ['View']],
    ['a.js', 'class Box { open() {} }\n', ['Box']],
    ['a.py', '# About.\n@cached\ndef run(a):\n    return a\n\nclass Box:\n    pass\n', ['run', 'Box']],
    [
      'a.go',
      'package a\n\nfunc (s *Server) Run(x int) error {\n\treturn nil\n}\n\ntype T struct{}\n',
      [undefined, 'Server.Run', 'T'],
    ],
    ['a.rs', '/// Doc.\n#[derive(Clone)]\nstruct S;\n\nimpl S {\n    fn f(&self) {}\n}\n', ['S', 'S']],
    ['A.java', 'package a;\n\n/** Doc. */\npublic class A {\n  void f() {}\n}\n', [undefined, 'A']],
  ])('of %s is one memory for each symbol', async (name, text, symbols) => {
    const [portion] = await read(name, text);
    expect(portion).toMatchObject({ kind: 'code', notes: [] });
    expect(portion?.memories.map((memory) => memory.sources[0]?.['symbol'])).toEqual(symbols);
  });

  it('keeps what stands before a declaration with it, and its lines', async () => {
    const [memory] = await memories('a.py', '# About.\n@cached\ndef run(a):\n    return a  # done\n');
    expect(memory).toMatchObject({
      memory: '# About.\n@cached\ndef run(a):\n    return a  # done',
      title: 'run',
      memoryType: 'RawFileMemory',
      tags: ['mode:fast', 'code', 'python', 'chunk:1/1'],
      sources: [{ lines: [1, 4], symbol: 'run', doc_path: 'a.py' }],
    });
  });

  it('divides a large class into its members', async () => {
    const method = (name: string): string => `  ${name}(): void {\n${'    call();\n'.repeat(120)}  }\n`;
    const found = await memories('a.ts', `class Big {\n${method('one')}\n${method('two')}}\n`);
    expect(found.map((memory) => memory.title)).toEqual(['Big', 'Big.one', 'Big.two']);
    expect(found[1]?.memory.startsWith('  one()')).toBe(true);
    expect(found[2]?.memory.endsWith('  }\n}')).toBe(true);
  });

  it.each(['base/errors.ts', 'base/json/parse.ts', 'cube/pickle/machine.ts', 'cube/text/readTextMemory.ts'])(
    'of %s is all there, in its order',
    async (name) => {
      const text = readFileSync(join(ENGINE, name), 'utf8');
      const lines = text.split('\n');
      const covered = new Set<number>();
      let before = 0;
      for (const memory of await memories(name, text)) {
        const [first, last] = memory.sources[0]?.['lines'] as [number, number];
        expect(lines.slice(first - 1, last).join('\n')).toContain(memory.memory);
        expect(first).toBeGreaterThanOrEqual(before);
        before = first;
        for (let at = first; at <= last; at++) covered.add(at);
      }
      lines.forEach((line, at) =>
        expect(line.trim() === '' || covered.has(at + 1), `${name}:${at + 1}`).toBe(true),
      );
    },
  );

  it('has a grammar in the package for every language that says so', () => {
    const build = readFileSync(join(ENGINE, '../../esbuild.js'), 'utf8');
    const shipped = /const grammars = \[([^\]]*)\]/.exec(build)?.[1]?.match(/\w+/g);
    expect(shipped?.toSorted()).toEqual(['go', 'java', 'javascript', 'python', 'rust', 'tsx', 'typescript']);
    const there = readdirSync(join(ENGINE, '../../node_modules/@vscode/tree-sitter-wasm/wasm'));
    for (const name of shipped ?? []) expect(there).toContain(`tree-sitter-${name}.wasm`);
  });

  it.each([
    ['a language without a grammar', 'a.rb', {}],
    ['a place without grammars', 'a.py', { grammars: '/nowhere' }],
  ])('in %s is divided at lines and says so', async (_, name, options) => {
    const text = Array.from(
      { length: 40 },
      (_, n) => `def run_${n}\n  puts ${n} # and some more words here\nend\n`,
    ).join('\n');
    const [portion] = await read(name, text, options);
    expect(portion?.notes.map(({ message }) => message)).toEqual([
      'There is no grammar for {0} here: {1} was divided at lines and indentation, without symbols.',
    ]);
    expect(portion?.memories.length).toBeGreaterThan(1);
    for (const memory of portion?.memories ?? []) expect(memory.memory).toMatch(/^def run_\d+/);
  });

  it('with errors in it is read all the same', async () => {
    const found = await memories('a.ts', 'function ok() {}\n\nfunction broken( {\n\nclass }}} <<<\n');
    expect(found.map((memory) => memory.memory).join('\n')).toContain('class }}} <<<');
  });
});
