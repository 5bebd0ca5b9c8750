/**
 * LanceDB, what many would take instead: embedded, on npm, vectors and full text in one table. It is no
 * dependency of the project, so it is installed into the benchmark's own folder when it is to be measured.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from '../../lib/paths.ts';
import type { Document, Question } from '../corpus.ts';

export const LANCEDB = '@lancedb/lancedb@0.31.0';
const FOLDER = join(CACHE, 'peers');

/** The parts of its API that are used here. */
interface Table {
  createIndex(column: string, options?: object): Promise<void>;
  query(): Query;
}
interface Query {
  nearestTo(vector: Float32Array): Query;
  fullTextSearch(text: string): Query;
  rerank(reranker: unknown): Query;
  select(columns: string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<readonly { readonly id: string }[]>;
}
interface LanceDb {
  connect(folder: string): Promise<{ createTable(name: string, rows: readonly object[]): Promise<Table> }>;
  readonly Index: { fts(): unknown };
  readonly rerankers: { readonly RRFReranker: { create(k: number): Promise<unknown> } };
}

/** Installs the peer and tells where; undefined where the registry cannot give it. */
export async function installLanceDb(): Promise<string | undefined> {
  const there = join(FOLDER, 'node_modules', '@lancedb', 'lancedb');
  if (existsSync(there)) return FOLDER;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'package.json'), '{ "private": true }\n');
  const flags = ['--no-audit', '--no-fund', '--no-update-notifier', '--save-exact'];
  await promisify(execFile)('npm', ['install', LANCEDB, ...flags], { cwd: FOLDER }).catch(() => undefined);
  return existsSync(there) ? FOLDER : undefined;
}

/** A table of the documents with a full-text index; vectors are compared one by one, so they are exact. */
export async function openLanceDb(installed: string, folder: string, documents: Iterable<Document>) {
  const lance = createRequire(join(installed, 'package.json'))('@lancedb/lancedb') as LanceDb;
  const database = await lance.connect(folder);
  const rows = Array.from(documents, ({ id, text, vector }) => ({ id, text, vector: Array.from(vector) }));
  const table = await database.createTable('memories', rows);
  await table.createIndex('text', { config: lance.Index.fts() });
  const fused = await lance.rerankers.RRFReranker.create(60);
  const ids = async (query: Query): Promise<string[]> =>
    (await query.limit(10).toArray()).map(({ id }) => id);
  return {
    vector: (question: Question) => ids(table.query().nearestTo(question.vector).select(['id'])),
    hybrid: (question: Question) =>
      ids(table.query().nearestTo(question.vector).fullTextSearch(question.text).rerank(fused)),
  };
}
