import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Neo4jConnection } from '../../src/engine/store/neo4j/connection';
import { createIndexes, findIndexes } from '../../src/engine/store/neo4j/indexes';
import { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore';
import { add, change, portions, record, unit, update } from '../contract/samples';
import { connect, openStore, startNeo4j } from './places';

type Started = Awaited<ReturnType<typeof startNeo4j>>;

describe('what does not connect says why and what to do', () => {
  const open = (change: { uri?: string; database?: string; password?: string }) => {
    const { uri, database, user, password } = { ...inject('neo4j'), ...change };
    return Neo4jConnection.connect({
      address: { uri, database },
      credentials: { user, password },
      retryFor: 500,
    });
  };

  test('a wrong password', async () => {
    await expect(open({ password: 'wrong' })).rejects.toMatchObject({
      code: 'unauthorized',
      remedy: 'Enter them again.',
    });
  });

  test('a database that is not there', async () => {
    await expect(open({ database: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a server that is not there', async () => {
    const refused = open({ uri: 'neo4j://127.0.0.1:1' });
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', name: 'StudioError' });
  });

  test('a server that is no Neo4j', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(open({ uri: `bolt://127.0.0.1:${port}` })).rejects.toMatchObject({ name: 'StudioError' });
    server.close();
  });
});

test('a server that shares no protocol with us, as Neo4j before 3.5', async () => {
  // What Bolt prescribes for it: four zero bytes and the end.
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.alloc(4)));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const uri = `bolt://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const { user, password } = inject('neo4j');
  const refused = Neo4jConnection.connect({
    address: { uri, database: 'neo4j' },
    credentials: { user, password },
  });
  await expect(refused).rejects.toMatchObject({
    code: 'unsupported',
    message: 'This server knows only protocols that are too old.',
    remedy: 'MemOS and this extension need Neo4j 5.18 or newer.',
    place: { file: `${uri}/neo4j` },
  });
  server.close();
});

describe('a server of its own', () => {
  let server: Started;
  beforeAll(async () => {
    server = await startNeo4j();
  });
  afterAll(() => server.stop());

  test('opening makes no index; with consent they are made and used, and others are told what is wrong', async () => {
    const first = await openStore('cube', server);
    expect(first.info).toMatchObject({ kind: 'neo4j', name: 'cube', lexical: 'contains', vector: 'scan' });
    expect(first.info.fallbacks).toHaveLength(3);
    const memories = [
      ['rose', record('rose', 'Gardens need roses', { embedding: [1, 0, 0] })],
      ['iris', record('iris', '虹膜 and iris', { embedding: [0.6, 0.8, 0] })],
    ] as const;
    await first.import(portions(memories), { existing: 'replace' });
    const words = ['need', '虹膜', 'rose'].map((term) => first.lexical({ terms: [term], limit: 5 }));
    const scanned = (await Promise.all(words)).map((found) => found.map(({ id }) => id));
    expect(scanned).toEqual([['rose'], ['iris'], ['rose']]);

    expect((await findIndexes(first.connection)).own).toBeUndefined();
    await createIndexes(first.connection, { agreed: true, dimensions: 3 });
    const second = await openStore('cube', server);
    expect(second.info).toMatchObject({ lexical: 'fulltext', vector: 'hnsw', fallbacks: [] });
    for (const [index, term] of ['need', '虹膜', 'rose'].entries()) {
      const found = await second.lexical({ terms: [term], limit: 5 });
      expect(found.map(({ id }) => id)).toEqual(scanned[index]);
    }
    const own = { name: '', dimensions: 3 };
    const near = await second.vector({ vector: unit(1, 0, 0), embedder: own, limit: 2 });
    expect(near.map(({ id }) => id)).toEqual(['rose', 'iris']);
    expect(near[1]!.score).toBeCloseTo(0.6, 6);
    // The nearest of all belong to another tenant: they are passed over.
    const other = await openStore('other', server);
    const many = Array.from(
      { length: 40 },
      (_, i) => [`o${i}`, record(`o${i}`, 'roses', { embedding: [1, 0, 0] })] as const,
    );
    await other.import(portions(many), { existing: 'replace' });
    const still = await second.vector({ vector: unit(1, 0, 0), embedder: own, limit: 2 });
    expect(still.map(({ id }) => id)).toEqual(['rose', 'iris']);

    const wrong = { code: 'bad-argument', message: expect.stringContaining('3 dimensions') as string };
    const parts = portions([['x', record('x', 'x', { embedding: [1, 0] })]]);
    await expect(second.import(parts, { existing: 'keep' })).rejects.toMatchObject(wrong);
    const query = { vector: unit(1, 0), embedder: { name: '', dimensions: 2 }, limit: 1 };
    await expect(second.vector(query)).rejects.toMatchObject(wrong);
    for (const store of [first, second, other]) store.dispose();
  });

  test('a vector index of another dimension', async () => {
    const store = await openStore('narrow', server);
    await createIndexes(store.connection, { agreed: true, dimensions: 3 });
    store.dispose();
    const opened = await openStore('narrow', server);
    const refused = {
      code: 'bad-argument',
      message: expect.stringMatching(/has 3 dimensions, these vectors have 2\.$/) as string,
      remedy: 'Use the embedder that made this database, or a database whose index has the same dimensions.',
    };
    const parts = portions([['x', record('x', 'x', { embedding: [1, 0] })]]);
    await expect(opened.import(parts, { existing: 'keep' })).rejects.toMatchObject(refused);
    expect((await opened.counts()).memories).toBe(0);
    opened.dispose();
  });

  test('away: the state is told, edits are refused and not queued; back again, everything works', async () => {
    const connection = await connect('away', {
      server,
      retryFor: 300,
      backOff: { first: 200, longest: 500 },
    });
    const store = await Neo4jStore.open(connection);
    await store.apply(change(add('a', record('a', 'One'))), new Map());
    const states: string[] = [];
    connection.onState((state) => states.push(state));
    const restarting = server.restart();
    while (connection.state === 'connected') {
      await store.counts().catch((error: unknown) => expect(error).toMatchObject({ code: 'unavailable' }));
    }
    const edit = change(update('a', ['memory'], '"One"', '"Two"'));
    await expect(store.apply(edit, new Map())).rejects.toMatchObject({ code: 'unavailable' });
    await restarting;
    await expect.poll(() => connection.state, { timeout: 20_000 }).toBe('connected');
    expect(states[0]).toBe('away');
    expect(states).toContain('retrying');
    expect((await store.get(['a']))[0]!.raw).toContain('"One"');
    expect((await store.apply(edit, new Map())).outcome).toBe('applied');
    store.dispose();
  });
});
