import { afterEach, describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/engine/inference/ports';
import { checkTaken } from '../../../src/engine/retrieval/checkTaken';
import { embedStore } from '../../../src/engine/retrieval/embedStore';
import { analyser } from '../../../src/engine/retrieval/facts';
import type { MemoryStore } from '../../../src/engine/store/port';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';
import { portions, record } from '../../contract/samples';
import { letters } from './garden';

const open: MemoryStore[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
});

/** The embedder under another name, counting the texts that it is asked to embed. */
function counting(name = letters.tag.name): Embedder & { texts: string[] } {
  const texts: string[] = [];
  return {
    ...{ tag: { ...letters.tag, name }, texts, dispose: () => undefined },
    embed: (asked, options) => {
      texts.push(...asked);
      return letters.embed(asked, options);
    },
  };
}

const WORDS = [
  'garden',
  'window',
  'kettle',
  'harbour',
  'violin',
  'quarry',
  'jigsaw',
  'fox',
  'bypass',
  'zinc',
];
const textOf = (i: number): string =>
  `${WORDS[i % 10]} ${WORDS[(i * 3 + 1) % 10]} ${WORDS[Math.floor(i / 10) % 10]} number ${i}`;

/** Memories with the vectors that `made` gives their texts, as a cube brings them. */
async function cube(count: number, made: (text: string, i: number) => Promise<number[]> | number[]) {
  const store = await openSqlite(':memory:', { analyser });
  open.push(store);
  const memories: (readonly [string, string])[] = [];
  for (let i = 0; i < count; i++) {
    const id = `m${String(i).padStart(4, '0')}`;
    memories.push([id, record(id, textOf(i), { embedding: await made(textOf(i), i) })]);
  }
  await store.import(portions(memories), { existing: 'replace' });
  return store;
}

const right = async (text: string): Promise<number[]> => {
  const [vector] = await letters.embed([text], { kind: 'document' });
  // Not of length 1, and as rough as a quantised model's.
  return Array.from(vector ?? [], (x, i) => 3 * x + (i % 2 === 0 ? 0.01 : -0.01));
};

describe('the vectors that a cube brought along', () => {
  it('are taken over where a sample agrees, which spares embedding the rest', async () => {
    const store = await cube(100, right);
    const embedder = counting();
    const { made, own } = await embedStore(store, embedder, { named: 'owner/letters' });
    expect([made, own.taken]).toEqual([0, 100]);
    expect(own.note).toContain('100');
    expect(embedder.texts).toHaveLength(8);
    const { vectors } = await store.counts();
    expect(vectors).toContainEqual({ embedder: embedder.tag, count: 100, stale: 0, taken: 100 });
  });

  it('are taken over where nothing names their embedder: the sample tells', async () => {
    const store = await cube(40, right);
    expect((await embedStore(store, counting())).own.taken).toBe(40);
  });

  it('have the same sample in every run', async () => {
    const [a, b] = [counting(), counting()];
    await embedStore(await cube(60, right), a);
    await embedStore(await cube(60, right), b);
    expect(a.texts).toEqual(b.texts);
  });

  it('are not used where the configuration names another model, and no text is embedded to find out', async () => {
    const store = await cube(40, right);
    const embedder = counting();
    const { made, own } = await embedStore(store, embedder, { named: 'nomic-embed-text:latest' });
    expect([made, own.taken]).toEqual([40, 0]);
    expect(own.note).toContain('nomic-embed-text:latest');
    expect(embedder.texts).toHaveLength(40);
  });

  it('are not used where they have another length', async () => {
    const { own } = await embedStore(await cube(40, () => [1, 2, 3]), counting());
    expect(own.taken).toBe(0);
    expect(own.note).toContain('3 numbers');
  });

  it('are not used where the sample differs, whatever the configuration says', async () => {
    const store = await cube(40, (_, i) => Array.from({ length: 32 }, (__, at) => Math.sin(i * 7 + at)));
    const { made, own } = await embedStore(store, counting(), { named: 'letters' });
    expect([made, own.taken]).toEqual([40, 0]);
    expect(own.note).toContain('sample');
  });

  it('are not used where they are so few that a sample takes as long', async () => {
    const { made, own } = await embedStore(await cube(15, right), counting());
    expect([made, own.taken]).toEqual([15, 0]);
    expect(own.note).toContain('15');
  });

  it('are made anew where the text is known to have changed, or nothing but zeros stands there', async () => {
    const zeros = Array.from({ length: 32 }, () => 0);
    const store = await cube(50, (text, i) => (i === 7 ? zeros : right(text)));
    const edited = () => Promise.resolve(new Set(['m0003', 'm0004']));
    const { made, own } = await embedStore(store, counting(), { edited });
    expect([made, own.taken]).toEqual([3, 47]);
    const left = await store.unchecked(letters.tag, { ids: ['m0003', 'm0004', 'm0005', 'm0007'] }, 9);
    expect(left.map(({ id }) => id)).toEqual(['m0005']);
  });

  it('of long texts are taken over only where long ones agree, since models cut them off differently', async () => {
    const store = await openSqlite(':memory:', { analyser });
    open.push(store);
    const long = (i: number): string => `${textOf(i)} ${'and so on '.repeat(100)}`;
    const memories = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const id = `m${100 + i}`;
        const text = i % 3 === 0 ? long(i) : textOf(i);
        const embedding = await right(text.slice(0, 200));
        return [id, record(id, text, { embedding: i % 3 === 0 ? embedding.reverse() : embedding })] as const;
      }),
    );
    await store.import(portions(memories), { existing: 'replace' });
    const { made, own } = await embedStore(store, counting());
    expect([made, own.taken]).toEqual([20, 40]);
  });

  it('leave a cube without any as it is, and one that has all of the embedder’s', async () => {
    const store = await cube(30, () => []);
    expect((await embedStore(store, counting())).own).toEqual({ taken: 0, note: undefined });
    expect(await embedStore(store, counting())).toEqual({ made: 0, own: { taken: 0, note: undefined } });
  });
});

describe('checking what was taken over', () => {
  it('finds the vectors of earlier texts and makes them anew; each is checked once', async () => {
    const store = await cube(200, (text, i) =>
      right(i === 50 || i === 51 ? 'something else entirely' : text),
    );
    const { own } = await embedStore(store, letters);
    expect(own.taken).toBe(200);
    const embedder = counting();
    expect(await checkTaken(store, embedder, { ids: ['m0050', 'm0060'] })).toEqual({
      checked: 2,
      differed: 1,
    });
    const [fresh] = await letters.embed([textOf(50)], { kind: 'document' });
    expect((await store.vectors(['m0050'], letters.tag)).get('m0050')).toEqual(fresh);
    const steps: number[] = [];
    const rest = await checkTaken(store, embedder, { onProgress: (done) => steps.push(done) });
    expect(rest).toEqual({ checked: 198, differed: 1 });
    expect(steps).toEqual([64, 128, 192, 198]);
    expect(embedder.texts).toHaveLength(200);
    expect(await checkTaken(store, embedder)).toEqual({ checked: 0, differed: 0 });
  });

  it('stops when told, and goes on where it stopped', async () => {
    const store = await cube(100, right);
    await embedStore(store, letters);
    const stop = new AbortController();
    const job = checkTaken(store, letters, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(job).rejects.toMatchObject({ name: 'AbortError' });
    expect((await checkTaken(store, letters)).checked).toBe(36);
  });
});
