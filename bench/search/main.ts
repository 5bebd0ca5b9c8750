/** `node main.js JOB`, JOB as JSON: measures searches in this process and prints the figures as JSON. */
import { join } from 'node:path';
import type { Renewal } from '../../src/engine/store/sqlite/renewal.ts';
import { openSqlite } from '../../src/engine/store/sqlite/sqliteStore.ts';
import { Neo4jConnection } from '../../src/engine/store/neo4j/connection.ts';
import { createIndexes } from '../../src/engine/store/neo4j/indexes.ts';
import { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore.ts';
import { analyser } from '../../src/engine/retrieval/facts.ts';
import { Meter } from '../lib/figures.ts';
import { corpus, DIMENSIONS, questions, relations, type Document, type Question } from './corpus.ts';
import { EMBEDDER } from './fill.ts';
import { nearest } from './floor.ts';
import type { SearchJob } from './job.ts';
import { measureStore } from './measureStore.ts';
import { measurePeer } from './peers/measurePeer.ts';

/** It needs longer for each question; fewer are enough. */
const OF_NEO4J = 100;

async function main(): Promise<void> {
  const job = JSON.parse(process.argv[2] ?? '') as SearchJob;
  const meter = new Meter();
  const documents = [...corpus(job.memories)];
  const edges = relations(job.memories);
  const asked = questions(job.memories, job.questions);
  const exact = await scan(meter, documents, asked);
  const bed = { meter, documents, edges, asked, exact };
  const sqlite = await openSqlite(join(job.folder, 'bench.sqlite'), { analyser });
  try {
    await measureStore('sqlite', sqlite, bed);
  } finally {
    sqlite.dispose();
  }
  await renewed(meter, job.folder);
  if (job.neo4j) {
    const store = await openNeo4j(job.neo4j, job.memories);
    try {
      await measureStore('neo4j', store, { ...bed, asked: asked.slice(0, OF_NEO4J) });
    } finally {
      store.dispose();
    }
  }
  if (job.lanceDb !== undefined) await measurePeer(job.lanceDb, join(job.folder, 'lance'), bed);
  process.stdout.write(JSON.stringify(meter.figures()));
}

/** Words and digests made anew, as after an update that takes texts apart in another way. */
async function renewed(meter: Meter, folder: string): Promise<void> {
  const renew = async (run: Renewal): Promise<void> => {
    let last = performance.now();
    await meter.time('sqlite.renewed', () =>
      run(undefined, () => {
        meter.add('sqlite.renewedPortion', performance.now() - last);
        last = performance.now();
      }),
    );
  };
  const store = await openSqlite(join(folder, 'bench.sqlite'), {
    analyser: { ...analyser, name: 'another' },
    renew,
  });
  store.dispose();
}

/** The floor: every vector compared with the question, in plain JavaScript; its answers are the exact ones. */
async function scan(
  meter: Meter,
  documents: readonly Document[],
  asked: readonly Question[],
): Promise<string[][]> {
  const vectors = new Float32Array(documents.length * DIMENSIONS);
  for (const [at, { vector }] of documents.entries()) vectors.set(vector, at * DIMENSIONS);
  const answers: string[][] = [];
  for (const { vector } of asked) {
    const found = await meter.time('scan.vector', () => nearest(vectors, vector, 10));
    answers.push(found.map((at) => documents[at]!.id));
  }
  return answers;
}

/** A tenant of its own, with the indexes that a person would agree to. */
async function openNeo4j(
  { uri, user, password }: NonNullable<SearchJob['neo4j']>,
  memories: number,
): Promise<Neo4jStore> {
  const address = { uri, database: 'neo4j', tenant: `bench ${String(memories)}` };
  const connection = await Neo4jConnection.connect({ address, credentials: { user, password } });
  await createIndexes(connection, { agreed: true, embedders: [EMBEDDER] });
  return Neo4jStore.open(connection);
}

void main();
