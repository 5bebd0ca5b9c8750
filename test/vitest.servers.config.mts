import { defineConfig } from 'vitest/config';

/** Tests against real servers that take minutes to install (`npm run test:servers`); each file starts its own. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/servers/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
