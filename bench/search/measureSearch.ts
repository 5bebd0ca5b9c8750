import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startNeo4j } from '../../test/run/lib/neo4j.js';
import { bundle } from '../lib/bundle.ts';
import { CACHE } from '../lib/paths.ts';
import type { Case, RunOptions } from '../lib/results.ts';
import { runProgram } from '../lib/runProgram.ts';
import type { SearchJob } from './job.ts';
import { installLanceDb } from './peers/lanceDb.ts';

const QUESTIONS = 200;
/** As one would run it for such a graph. */
const NEO4J = { heap: 2048, pageCache: 1024, quickStart: false };

/** Measures searches over SQLite, Neo4j, LanceDB and a plain scan, each size in a fresh process. */
export async function measureSearch({ memories, say }: RunOptions): Promise<Case[]> {
  const program = await bundle('bench/search/main.ts', 'search', ['neo4j-driver']);
  await mkdir(CACHE, { recursive: true });
  const lanceDb = await installLanceDb();
  if (lanceDb === undefined) say('search: LanceDB cannot be installed here and is left out');
  const neo4j = await startNeo4j((line) => say(`search: ${line}`), NEO4J);
  const cases: Case[] = [];
  try {
    for (const size of memories) {
      say(`search: ${size.toLocaleString('en')} memories`);
      const folder = await mkdtemp(join(CACHE, 'search-'));
      const { uri, user, password } = neo4j;
      const job: SearchJob = {
        memories: size,
        folder,
        questions: QUESTIONS,
        lanceDb,
        neo4j: { uri, user, password },
      };
      try {
        const figures = await runProgram(program, job);
        cases.push({
          id: `search-${String(size)}`,
          group: 'search',
          title: size.toLocaleString('en'),
          figures,
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  } finally {
    await neo4j.stop();
  }
  return cases;
}
