import { defineConfig } from 'vitest/config';

/** Tests that train an adapter; `environment.ts` makes the Python for it before the first. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/train/**/*.test.ts'],
    globalSetup: ['test/train/environment.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
