import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/{unit,contract,webview,layers}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'test/layers/fixtures/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
