import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../bench/lib/random';
import { text } from '../../../bench/lib/sentences';
import type { Embedder, EmbedOptions } from '../../../src/engine/inference/ports';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../../src/engine/ingest/ingest';
import { storeTarget } from '../../../src/engine/ingest/targets/storeTarget';
import type { IngestTarget } from '../../../src/engine/ingest/targets/target';
import { LiveEditor } from '../../../src/engine/live/liveEditor';
import { LiveJournal } from '../../../src/engine/live/liveJournal';
import { embedStore } from '../../../src/engine/retrieval/embedStore';
import { analyser } from '../../../src/engine/retrieval/facts';
import type { ExportPart, MemoryStore } from '../../../src/engine/store/port';
import { openSqlite } from '../../../src/engine/store/sqlite/sqliteStore';
import { emptyFolder, testContext } from '../cube/session/testCube';
import { dialogue, openForIngest, sourceOf } from './ingestCube';
import { words } from './words';

interface Known {
  readonly id: string;
  readonly text: string;
  readonly metadata?: Record<string, unknown>;
}

const random = createRandom('finder');
const sentence = (at: number): string => text(random, at % 4 === 0 ? 'zh' : 'en', random.int(30, 160));
const FILLING: readonly Known[] = Array.from({ length: 300 }, (_, at) => ({
  id: `f${at}`,
  text: sentence(at),
}));
const KNOWN: readonly Known[] = [
  ...FILLING,
  { id: 'oslo', text: 'I live in Oslo.', metadata: { updated_at: '2026-01-05T00:00:00+00:00' } },
  { id: 'rome', text: 'I live in Rome.', metadata: { updated_at: '2025-01-05T00:00:00+00:00' } },
  { id: 'tea', text: 'Alice likes tea' },
  { id: 'small', text: 'How are you?' },
  { id: 'gone', text: 'The boat is in the harbour of Bergen', metadata: { status: 'archived' } },
  { id: 'topic', text: 'Ships, harbours', metadata: { type: 'topic' } },
  { id: 'beijing', text: '小明住在北京' },
];
const SAID = [
  'I live in Bergen.',
  'Alice hates tea',
  'How are you?',
  'The boat is in the harbour of Bergen',
  'Ships, harbours',
  '小明住在上海',
  ...FILLING.slice(0, 40).map(({ text: one }, at) => (at % 2 === 0 ? one.toUpperCase() : `${one} Indeed.`)),
  ...FILLING.slice(40, 60).map(({ text: one }) => one.split(' ').reverse().join(' ')),
  ...Array.from({ length: 20 }, (_, at) => sentence(at)),
];
/** As the reader writes a turn. */
const recordOf = ({ id, text: said, metadata }: Known) => ({
  ...{ id, memory: `user: ${said}` },
  metadata: { status: 'activated', memory_type: 'LongTermMemory', ...metadata },
});

const open: MemoryStore[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
});

async function* parts(): AsyncGenerator<ExportPart> {
  const memories = KNOWN.map((one) => ({ id: one.id, raw: JSON.stringify(recordOf(one)), vectors: [] }));
  yield await Promise.resolve({ kind: 'memories', memories });
}

async function storeWithKnown(): Promise<{ store: MemoryStore; target: IngestTarget }> {
  const store = await openSqlite(':memory:', { analyser });
  open.push(store);
  await store.import(parts(), { existing: 'replace' });
  const context = testContext();
  const editor = new LiveEditor(store, context, new LiveJournal(await emptyFolder(), context));
  return { store, target: storeTarget(store, editor) };
}

/** Counts the documents that it is asked for. */
function counting() {
  let asked = 0;
  const embed = (texts: readonly string[], options: EmbedOptions) => {
    asked += texts.length;
    return words.embed(texts, options);
  };
  return { embedder: { ...words, embed }, asked: () => asked };
}

/** What is found about each text that is said. */
async function verdicts(target: IngestTarget, embedder?: Embedder): Promise<unknown[]> {
  const batches = new BatchStore(await emptyFolder());
  const source = sourceOf(dialogue(...SAID));
  const { proposals } = await ingest(testContext(), target, batches, source, { embedder });
  return proposals.map(({ verdict, suggested, against }) => [
    verdict,
    suggested,
    against?.id,
    against?.where,
  ]);
}

const whole = (target: IngestTarget): IngestTarget => ({
  ...target,
  finder: () => Promise.resolve(undefined),
});

describe('what a cube finds by its own lists', () => {
  it.each([
    ['by words', undefined],
    ['by words and vectors', words],
  ])('gives a store the same verdicts as comparing with everything, %s', async (_, embedder) => {
    const { store, target } = await storeWithKnown();
    const expected = await verdicts(whole(target), embedder);
    expect(await verdicts(target, embedder)).toEqual(expected);
    if (embedder) await embedStore(store, embedder);
    expect(await verdicts(target, embedder)).toEqual(expected);
    const kinds = new Set(expected.map((one) => (one as string[])[0]));
    expect(kinds).toEqual(
      new Set(['new', 'exact', 'near', 'contradiction', ...(embedder ? ['semantic'] : [])]),
    );
    expect(expected[0]).toEqual(['contradiction', 'replace', 'oslo', 'cube']);
  });

  it('gives a cube in a folder the same verdicts, and embeds it once', async () => {
    const { target } = await openForIngest(JSON.stringify({ nodes: KNOWN.map(recordOf), edges: [] }));
    const { embedder, asked } = counting();
    const expected = await verdicts(whole(target), embedder);
    const all = asked();
    const outOfUse = ['gone', 'topic'];
    expect(await verdicts(target, embedder)).toEqual(expected);
    expect(await verdicts(target, embedder)).toEqual(expected);
    // The second time only what is read is embedded, not what is there; the search wants the others too.
    expect(asked() - 2 * all).toBeLessThanOrEqual(SAID.length + outOfUse.length);
  });

  it('does not embed what has a vector in a store', async () => {
    const { store, target } = await storeWithKnown();
    const { embedder, asked } = counting();
    await embedStore(store, embedder);
    const before = asked();
    await verdicts(target, embedder);
    expect(asked() - before).toBeLessThanOrEqual(SAID.length);
  });
});
