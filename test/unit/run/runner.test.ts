import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type * as Counts from '../../run/lib/counts.js';
import type * as DemoWorkspace from '../../run/lib/demoWorkspace.js';
import type * as Lock from '../../run/lib/lock.js';

const require = createRequire(import.meta.url);
const { mochaCounts, resultLine, sum, vitestCounts } = require('../../run/lib/counts.js') as typeof Counts;
const { withLock } = require('../../run/lib/lock.js') as typeof Lock;
const { makeDemoWorkspace } = require('../../run/lib/demoWorkspace.js') as typeof DemoWorkspace;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-runner-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function report(contents: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(contents));
  return file;
}

describe('what a suite counts for', () => {
  test('the numbers of its own report', () => {
    const file = report({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
    expect(vitestCounts(file, 1)).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  test('a suite that ends badly without a failed test has one failure', () => {
    expect(vitestCounts(report({ numPassedTests: 7, numFailedTests: 0 }), 1).failed).toBe(1);
  });

  test('a suite in which nothing passed has failed', () => {
    expect(vitestCounts(report({ numPassedTests: 0, numFailedTests: 0 }), 0).failed).toBe(1);
    expect(mochaCounts(report({ stats: { passes: 0, failures: 0, pending: 3 } })).failed).toBe(1);
  });

  test('no report at all is one failure', () => {
    expect(vitestCounts(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(mochaCounts(path.join(folder, 'none.json')).failed).toBe(1);
  });

  test('the last line names skipped tests only when there are any', () => {
    const one = { passed: 1, failed: 0, skipped: 0 };
    expect(resultLine(sum([one, one]))).toBe('2 passed, 0 failed');
    expect(resultLine(sum([one, { passed: 0, failed: 1, skipped: 4 }]))).toBe(
      '1 passed, 1 failed, 4 skipped',
    );
  });
});

describe('the lock around an install', () => {
  test('keeps a second run out until the first is done', async () => {
    const file = path.join(folder, 'lock');
    const seen: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      seen.push(`${name} starts`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      seen.push(`${name} ends`);
    };
    const say = (): void => undefined;
    await Promise.all([withLock(file, work('first'), say), withLock(file, work('second'), say)]);
    expect(seen).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
    expect(existsSync(file)).toBe(false);
  });

  test('of a process that is gone is taken over', async () => {
    const file = path.join(folder, 'lock');
    writeFileSync(file, '4194304000');
    await expect(
      withLock(
        file,
        () => Promise.resolve('done'),
        () => undefined,
      ),
    ).resolves.toBe('done');
  });
});

test('the demo workspace is kept until it is to be renewed', () => {
  const target = path.join(folder, 'demo');
  expect(makeDemoWorkspace(target)).toBe(true);
  const readme = path.join(target, 'README.md');
  const original = readFileSync(readme, 'utf8');
  writeFileSync(readme, 'mine');
  expect(makeDemoWorkspace(target)).toBe(false);
  expect(readFileSync(readme, 'utf8')).toBe('mine');
  expect(makeDemoWorkspace(target, { fresh: true })).toBe(true);
  expect(readFileSync(readme, 'utf8')).toBe(original);
});
