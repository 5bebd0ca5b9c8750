import { defineConfig } from 'vitest/config';

/** Journeys in the real VS Code: one window at a time, no retries. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    fileParallelism: false,
    retry: 0,
    expect: { poll: { timeout: 15_000, interval: 100 } },
  },
});
