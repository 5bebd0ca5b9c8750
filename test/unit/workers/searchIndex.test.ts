import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SearchRequest } from '../../../src/engine/model/search';
import type { EmbedderTag } from '../../../src/engine/model/store';
import type { IndexedText } from '../../../src/protocol/searchWorker';
import { SearchIndex } from '../../../src/workers/search/searchIndex';
import { ROOT } from '../l10n/collect';

const TAG: EmbedderTag = { name: 'letters', dimensions: 26 };
const never = new AbortController().signal;
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A vector of the letters of a text: enough to be compared, and no model. */
function letters(text: string): Float32Array {
  const vector = new Float32Array(26);
  for (const letter of text.toLowerCase()) {
    const at = letter.charCodeAt(0) - 97;
    if (at >= 0 && at < 26) vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

async function demo(change = (text: string): string => text) {
  const folder = join(await mkdtemp(join(tmpdir(), 'memcube-search-')), 'aurora-home');
  folders.push(join(folder, '..'));
  await cp(join(ROOT, 'media/demo/aurora-home'), folder, { recursive: true });
  const file = join(folder, 'textual_memory.json');
  await writeFile(file, change(await readFile(file, 'utf8')));
  const edited = new Set<string>();
  const progress: string[] = [];
  const index = new SearchIndex({
    embedder: (tag) => ({
      tag,
      embed: (texts) => Promise.resolve(texts.map(letters)),
      dispose: () => undefined,
    }),
    editedTexts: () => Promise.resolve(edited),
    onDiffered: () => progress.push('differed'),
    onProgress: (what, done, total) => progress.push(`${what} ${done}/${total}`),
  });
  const handlers = index.handlers();
  const text: IndexedText = {
    ...{ name: 'aurora-home', folder, file, format: 'tree_text', readOnly: false, content: null },
    embedder: 'letters',
  };
  await handlers.load(text, never);
  const search = async (request: SearchRequest, embedder: EmbedderTag | null = null) =>
    handlers.search({ request, embedder }, never);
  return { handlers, text, search, file, progress, edited };
}

describe('the search index of a worker', () => {
  it('finds memories of the file by words, and says what it does without', async () => {
    const { search } = await demo();
    const { hits, note, embedder } = await search({ text: 'tomatoes Ice Saints', topK: 3 });
    expect(hits[0]?.row.title).toMatch(/tomatoes/i);
    expect(embedder).toBeUndefined();
    expect(note).toContain('no embedder');
  });

  it('follows the operations of the session', async () => {
    const { handlers, search, file } = await demo();
    const { hits } = await search({ text: 'tomatoes Ice Saints', topK: 1 });
    const key = hits[0]?.key ?? '';
    const { nodes } = JSON.parse(await readFile(file, 'utf8')) as { nodes: { id: string; memory: string }[] };
    const before = JSON.stringify(nodes.find(({ id }) => id === key)?.memory);
    const after = JSON.stringify('A quokka smiled at the camera.');
    await handlers.apply({ ops: [{ op: 'update', key, path: ['memory'], before, after }] }, never);
    const found = await search({ text: 'quokka', topK: 3 });
    expect(found.hits[0]?.key).toBe(key);
  });

  it('takes over unsaved content instead of the file', async () => {
    const { handlers, text, search, file } = await demo();
    const changed = (await readFile(file, 'utf8')).replaceAll('Ice Saints', 'Quokka Days');
    await handlers.load({ ...text, content: new Uint8Array(Buffer.from(changed)) }, never);
    expect((await search({ text: 'Quokka', topK: 3 })).hits.length).toBeGreaterThan(0);
  });

  it('makes vectors, with progress, and counts those whose text has changed since', async () => {
    const { handlers, search, progress } = await demo();
    const before = await handlers.vectors({ embedder: TAG }, never);
    expect(before.fresh).toBe(0);
    await handlers.embed({ embedder: TAG }, never);
    const all = before.memories;
    expect(await handlers.vectors({ embedder: TAG }, never)).toEqual({
      ...{ memories: all, fresh: all, stale: 0, taken: 0, note: undefined },
    });
    expect(progress.at(-1)).toBe(`embed ${all}/${all}`);
    const { hits, embedder } = await search({ text: 'tomatoes', topK: 1 }, TAG);
    expect(embedder).toEqual(TAG);
    expect(hits[0]?.parts.some(({ name }) => name === 'vector')).toBe(true);
  });

  it('stops making vectors when told, keeps those that are made, and goes on where it stopped', async () => {
    const { handlers } = await demo();
    const stop = new AbortController();
    stop.abort();
    await expect(handlers.embed({ embedder: TAG }, stop.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    await handlers.embed({ embedder: TAG }, never);
    const { memories, fresh } = await handlers.vectors({ embedder: TAG }, never);
    expect(fresh).toBe(memories);
  });

  it('says why a memory is not among the hits, and the change that it proposes admits it', async () => {
    const { handlers, search } = await demo();
    const wide = await search({ text: 'garden', topK: 30 });
    const missed = wide.hits.at(-1)?.key ?? '';
    const request = { text: 'garden', topK: 1 };
    const answer = await handlers.whyNot({ key: missed, request, embedder: null }, never);
    expect(answer.fell).toBe('limit');
    const admitted = await search(answer.remedy?.request ?? request);
    expect(admitted.hits.map(({ key }) => key)).toContain(missed);
  });

  /** The demo with the vectors of its texts, as MemOS would have written them, but for one. */
  const withVectors = (wrong: string) => (text: string) => {
    const cube = JSON.parse(text) as { nodes: { memory: string; metadata: Record<string, unknown> }[] };
    for (const { memory, metadata } of cube.nodes) {
      metadata['embedding'] = [...letters(memory.includes(wrong) ? 'quite another text' : memory)];
    }
    return JSON.stringify(cube);
  };

  it('takes the vectors of the cube over, and tells when one that is found was of another text', async () => {
    const { handlers, search, progress } = await demo(withVectors('accordion'));
    await handlers.embed({ embedder: TAG }, never);
    const before = await handlers.vectors({ embedder: TAG }, never);
    expect(before.fresh).toBe(before.memories);
    expect(before.taken).toBeGreaterThan(before.memories / 2);
    expect(before.note).toContain(String(before.taken));
    const found = await search({ text: 'soup and accordion', topK: 200 }, TAG);
    expect(found.hits.map(({ row }) => row.title).join()).toMatch(/Pelletier/);
    await vi.waitFor(() => expect(progress).toContain('differed'));
    const after = await handlers.vectors({ embedder: TAG }, never);
    expect(after.taken).toBeLessThan(before.taken);
    // Asked once more, everything else is compared.
    await handlers.embed({ embedder: TAG }, never);
    expect(progress.at(-1)).toBe(`check ${after.taken}/${after.taken}`);
    expect((await handlers.vectors({ embedder: TAG }, never)).taken).toBe(0);
  });

  it('says why it does not, and asks which texts the history knows to be changed', async () => {
    const { handlers, edited, text } = await demo(withVectors('nothing'));
    const other: EmbedderTag = { ...TAG, name: 'figures' };
    expect((await handlers.vectors({ embedder: other }, never)).note).toContain('letters made them');
    const { nodes } = JSON.parse(await readFile(text.file, 'utf8')) as { nodes: { id: string }[] };
    const { memories } = await handlers.vectors({ embedder: TAG }, never);
    for (const { id } of nodes) edited.add(id);
    await handlers.embed({ embedder: TAG }, never);
    expect(await handlers.vectors({ embedder: TAG }, never)).toMatchObject({ fresh: memories, taken: 0 });
  });
});
