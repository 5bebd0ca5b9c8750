import { createRequire } from 'node:module';
import type { TestProject } from 'vitest/node';
import type * as Neo4j from '../run/lib/neo4j.js';

const require = createRequire(import.meta.url);
const { startNeo4j } = require('../run/lib/neo4j.js') as typeof Neo4j;

declare module 'vitest' {
  interface ProvidedContext {
    /** The Neo4j of this run. */
    readonly neo4j: Neo4j.Neo4jAddress;
  }
}

/** Starts the Neo4j of this run and tells the tests where it is. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startNeo4j((line) => void process.stdout.write(`  ${line}\n`));
  const { uri, user, password, database } = server;
  project.provide('neo4j', { uri, user, password, database });
  return () => server.stop();
}
