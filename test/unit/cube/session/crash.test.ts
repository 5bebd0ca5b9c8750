import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import { bundleChild } from './bundleChild';
import { cubeWith, testContext } from './testCube';

const ROUNDS = 50;
const START = '[{"id": "counter", "memory": "counts", "metadata": {}}]';
const file = (folder: string) => join(folder, 'textual_memory.json');
let script = '';

beforeAll(async () => {
  script = await bundleChild('crashChild');
});

/** Runs the child, kills it after a while, and returns what it said; a torn last line is left out. */
async function runAndKill(args: readonly string[], killAfterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const closed = new Promise((resolve) => child.on('close', resolve));
  while (!out.includes('open') && child.exitCode === null) await sleep(5);
  await sleep(killAfterMs);
  child.kill('SIGKILL');
  await closed;
  expect(errors).toBe('');
  return out.split('\n').slice(0, -1);
}

/** What must, and what may, be there after the lines that a child printed. */
function expected(
  lines: readonly string[],
  present: Map<string, boolean | undefined>,
  counts: Map<string, number>,
  prefix: string,
): void {
  for (const line of lines) {
    const [verb, what] = line.split(' ') as [string, string];
    if (verb === 'made') present.set(what, true);
    if (verb === 'undoing') present.set(what, undefined);
    if (verb === 'undone') present.set(what, false);
    if (verb === 'count') counts.set(prefix, Number(what));
  }
}

describe('a process killed while it edits and saves', () => {
  it(`loses no acknowledged change in ${ROUNDS} kills`, { timeout: 180_000 }, async () => {
    const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
    console.log(`crash test: CRASH_SEED=${seed}`);
    const folder = await cubeWith(START);
    const present = new Map<string, boolean | undefined>();
    const counts = new Map<string, number>();
    let random = seed;
    let made = 0;
    for (let round = 0; round < ROUNDS; round++) {
      random = (Math.imul(random, 1103515245) + 12345) >>> 0;
      const prefix = `r${round}`;
      const lines = await runAndKill([folder, prefix, String(random)], random % 120);
      made += lines.filter((line) => line.startsWith('made')).length;
      expected(lines, present, counts, prefix);
      expect(() => JSON.parse(readFileSync(file(folder), 'utf8')) as unknown, `round ${round}`).not.toThrow();
      if (round % 5 !== 4) continue;
      const session = await CubeSession.open(testContext(), folder);
      for (const [key, there] of present) {
        if (there !== undefined) expect(session.memory.has(key), `${key} after round ${round}`).toBe(there);
      }
      for (const [field, least] of counts) {
        const count = Number(session.memory.fieldRaw('counter', ['metadata', field]));
        expect(count, `${field} after round ${round}`).toBeGreaterThanOrEqual(least);
      }
      expect(session.recovered?.rejected ?? 0).toBe(0);
      expect((await session.verifyJournal()).broken).toBeUndefined();
      if (round % 2 === 0) await session.save();
      await session.dispose();
    }
    expect(made).toBeGreaterThan(ROUNDS);
    const session = await CubeSession.open(testContext(), folder);
    await session.save();
    await session.dispose();
    const drafts = await readdir(join(folder, '.memcube', 'drafts'));
    expect(drafts.filter((name) => name.endsWith('.jsonl'))).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['.memcube', 'textual_memory.json']);
  });
});
