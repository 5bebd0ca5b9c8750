import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cubeOf, folder, json, memory, openmem, useOpenmem } from './openmem';

useOpenmem();

interface Document {
  readonly sources: {
    readonly batch: string;
    readonly state: string;
    readonly added: number;
    readonly replaced: number;
    readonly open: { readonly verdict: string; readonly memory: string }[];
    readonly error: { readonly code: string } | null;
  }[];
  readonly topics: { readonly topics: unknown[]; readonly moves: unknown[] } | null;
}

const cube = (...nodes: object[]): string => cubeOf({ 'textual_memory.json': { nodes, edges: [] } });

function chat(messages: readonly string[], name = 'chat.json'): string {
  const file = join(folder(), name);
  writeFileSync(file, JSON.stringify(messages.map((content) => ({ role: 'user', content }))));
  return file;
}
const textOf = (path: string): string => readFileSync(join(path, 'textual_memory.json'), 'utf8');
const read = async (...args: string[]): Promise<Document> => (await json('ingest', ...args)) as Document;
const OSLO = memory('oslo', 'user: I live in Oslo.');
const TALK = ['I live in Bergen.', 'The boat is blue.', 'the boat is BLUE'];

describe('openmem ingest', () => {
  it('applies what is new as one change, and leaves the rest for review', async () => {
    const path = cube(OSLO);
    const { code, stdout, stderr } = await openmem(['ingest', path, chat(TALK), '--turns']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('3 memories read, 1 added, 2 to review');
    expect(stdout).toContain('It says “bergen” where “oslo” is there. Suggested: replace.');
    expect(textOf(path)).toContain('The boat is blue.');
    expect(textOf(path)).not.toContain('Bergen');
    expect(await json('history', path)).toMatchObject({
      entries: [{ actor: 'import', reason: 'Remember what was read from “chat.json”' }],
    });
    const list = await openmem(['ingest', path, '--list']);
    expect(list.stdout).toMatch(/^[0-9a-f]{16} {2}chat\.json {2}review, 2 to review\n$/);
  });

  it('settles what waits with --yes', async () => {
    const path = cube(OSLO);
    await openmem(['ingest', path, chat(TALK), '--turns']);
    const { sources } = await read(path, '--yes');
    expect(sources).toMatchObject([{ state: 'applied', added: 0, replaced: 1, open: [] }]);
    const { nodes } = JSON.parse(textOf(path)) as { nodes: { id: string; metadata: { status: string } }[] };
    expect(nodes.find(({ id }) => id === 'oslo')?.metadata.status).toBe('archived');
    expect(nodes).toHaveLength(3);
    expect((await openmem(['ingest', path, '--list'])).stdout).toBe('Nothing waits for review.\n');
  });

  it('writes nothing at all with --dry-run', async () => {
    const path = cube(OSLO);
    const before = textOf(path);
    const { sources } = await read(path, chat(TALK), '--turns', '--dry-run');
    expect(sources[0]!.open.map(({ verdict }) => verdict)).toEqual(['contradiction', 'new', 'exact']);
    expect(textOf(path)).toBe(before);
    expect(existsSync(join(path, '.memcube'))).toBe(false);
  });

  it('applies nothing with --review, and throws away with --discard', async () => {
    const path = cube(OSLO);
    const before = textOf(path);
    const { sources } = await read(path, chat(TALK), '--turns', '--review');
    expect(sources[0]!.open).toHaveLength(3);
    expect(textOf(path)).toBe(before);
    expect((await openmem(['ingest', path, '--discard', sources[0]!.batch])).code).toBe(0);
    expect(readdirSync(join(path, '.memcube/ingest'))).toEqual([]);
    expect((await openmem(['ingest', path, '--discard', sources[0]!.batch])).code).toBe(3);
  });

  it('reads several files, each by itself: one that cannot be read costs the others nothing', async () => {
    const path = cube();
    const bad = join(folder(), 'broken.pdf');
    writeFileSync(bad, '%PDF-1.7 nothing more');
    const { code, stdout, stderr } = await openmem([
      '--json',
      'ingest',
      path,
      bad,
      chat(['A plum.']),
      '--turns',
    ]);
    const { sources } = JSON.parse(stdout) as Document;
    expect(code).toBe(4);
    expect(stderr).toContain('broken.pdf');
    expect(sources.map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'bad-document'],
      ['applied', undefined],
    ]);
    expect(textOf(path)).toContain('A plum.');
  });

  it('puts memories in order under topics, once', async () => {
    const path = cube();
    const talk = [
      'The tomatoes in the greenhouse ripen.',
      'Compost came for the greenhouse and its tomatoes.',
      'Watering tomatoes takes all morning in the greenhouse.',
      'Greenhouse seedlings: tomatoes and peppers.',
    ];
    const { topics } = await read(path, chat([...talk, 'A passport']), '--turns', '--topics', '--yes');
    expect(topics?.topics).toHaveLength(1);
    expect(topics?.moves).toHaveLength(4);
    const before = textOf(path);
    expect((await read(path, '--topics')).topics).toEqual({ topics: [], moves: [] });
    expect(textOf(path)).toBe(before);
    expect(await openmem(['validate', path])).toMatchObject({ code: 0 });
  });

  it('reads a document too', async () => {
    const path = cube();
    const file = join(folder(), 'notes.md');
    writeFileSync(
      file,
      '# Boats\n\nThe blue boat lies at the pier.\n\n# Gardens\n\nThe greenhouse needs a door.\n',
    );
    const { sources } = await read(path, file);
    expect(sources[0]).toMatchObject({ state: 'applied', error: null });
    expect(textOf(path)).toContain('The blue boat lies at the pier.');
  });

  it.each([
    [[], /Nothing to read/, 2],
    [['x.json', '--yes', '--review'], /exclude each other/, 2],
    [['x.json', '--mode', 'fine'], /needs a language model/, 2],
    [['x.json', '--mode', 'slow'], /Allowed choices are fast, fine/, 2],
    [['nowhere.json'], /nowhere\.json/, 3],
    [['x.json', '--embedder', 'nowhere.gguf'], /no such/i, 3],
  ])('%j: exit %i', async (args, message, exit) => {
    const { code, stderr } = await openmem(['ingest', cube(), ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
  });

  it('leaves an empty folder of batches alone', async () => {
    const path = cube();
    mkdirSync(join(path, '.memcube/ingest'), { recursive: true });
    expect(await json('ingest', path, '--list')).toMatchObject({ batches: [] });
  });
});
