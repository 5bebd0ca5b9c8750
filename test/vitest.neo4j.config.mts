import { defineConfig } from 'vitest/config';

/** Tests against one real Neo4j, which `server.ts` starts before the first and stops after the last. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/neo4j/**/*.test.ts'],
    globalSetup: ['test/neo4j/server.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
