import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EntryBody } from '../../../../src/engine/cube/journal/entryShape';
import { Journal } from '../../../../src/engine/cube/journal/journal';
import { withLock } from '../../../../src/engine/cube/journal/lock';

const body = (sha256: string): EntryBody => ({ kind: 'open', file: 'x.json', sha256 });
const openJournal = async () =>
  new Journal(await mkdtemp(join(tmpdir(), 'journal-')), () => new Date('2026-03-01T10:00:00Z'));
const add = (journal: Journal, ...bodies: EntryBody[]) =>
  journal.exclusively(() => journal.append(() => bodies));
const hashesOf = async (journal: Journal) => {
  const found: string[] = [];
  for await (const entry of journal.entries()) if (entry.kind === 'open') found.push(entry.sha256);
  return found;
};

describe('the journal', () => {
  it('keeps entries in order in a chain that holds', async () => {
    const journal = await openJournal();
    await add(journal, body('1'), body('2'));
    await add(journal, body('x'.repeat(300_000)));
    await add(journal, body('4'));
    expect((await hashesOf(journal)).map((hash) => hash.slice(0, 1))).toEqual(['1', '2', 'x', '4']);
    expect(await journal.verify()).toEqual({ entries: 4, torn: false });
  });

  it.each([
    ['a changed word', (lines: string[]) => (lines[1] = lines[1]!.replace('"two"', '"TWO"')), 2],
    ['a removed line', (lines: string[]) => lines.splice(1, 1), 2],
    ['two lines changed places', (lines: string[]) => lines.splice(1, 2, lines[2]!, lines[1]!), 2],
    ['a line of something else', (lines: string[]) => (lines[2] = 'hello'), 3],
    ['a line put in', (lines: string[]) => lines.splice(1, 0, lines[0]!), 2],
  ])('shows %s and names the line', async (_, tamper, line) => {
    const journal = await openJournal();
    await add(journal, body('one'), body('two'), body('three'), body('four'));
    const lines = readFileSync(journal.file, 'utf8').split('\n');
    tamper(lines);
    await writeFile(journal.file, lines.join('\n'));
    expect((await journal.verify()).broken?.line).toBe(line);
    await expect(journal.assertSound()).rejects.toMatchObject({ place: { file: journal.file, line } });
  });

  it('passes over a torn last line, keeps it aside, and goes on', async () => {
    const journal = await openJournal();
    await add(journal, body('one'));
    await appendFile(journal.file, '{"seq":2,"at":"2026');
    expect(await journal.verify()).toEqual({ entries: 1, torn: true });
    expect(await hashesOf(journal)).toEqual(['one']);
    await add(journal, body('two'));
    expect(await journal.verify()).toEqual({ entries: 2, torn: false });
    expect(await readFile(join(journal.folder, 'journal.torn'), 'utf8')).toBe('{"seq":2,"at":"2026\n');
  });

  it('appends from many sides at once without losing or mixing entries', async () => {
    const journal = await openJournal();
    const other = new Journal(join(journal.folder, '..'), () => new Date());
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => add(n % 2 === 0 ? journal : other, body(String(n)))),
    );
    expect((await hashesOf(journal)).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 40 }, (_, n) => String(n)),
    );
    expect(await journal.verify()).toEqual({ entries: 40, torn: false });
  });
});

describe('the lock', () => {
  const lockFile = async () => join(await mkdtemp(join(tmpdir(), 'lock-')), 'lock');

  it('waits, then says who holds it', async () => {
    const file = await lockFile();
    await withLock(file, async () => {
      const waiting = withLock(file, () => Promise.resolve(), { timeoutMs: 50 });
      await expect(waiting).rejects.toMatchObject({
        code: 'locked',
        message: new RegExp(String(process.pid)),
      });
    });
    expect(await withLock(file, () => Promise.resolve('free'), { timeoutMs: 50 })).toBe('free');
  });

  it('is free again after a failure', async () => {
    const file = await lockFile();
    await expect(withLock(file, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await withLock(file, () => Promise.resolve(1))).toBe(1);
  });

  it.each([
    ['process has ended', () => ({ pid: deadPid(), host: hostname() }), 0],
    ['number went to another process', () => ({ pid: process.pid, host: hostname(), start: '1' }), 0],
    ['machine is silent', () => ({ pid: 1, host: 'elsewhere' }), 600],
    ['line was never written', () => undefined, 60],
  ])('is taken over from a holder whose %s', async (_, owner, ageSeconds) => {
    const file = await lockFile();
    await writeFile(file, owner() ? JSON.stringify(owner()) : '');
    const time = Date.now() / 1000 - ageSeconds;
    await utimes(file, time, time);
    let holders = 0;
    const hold = () =>
      withLock(file, async () => {
        expect(++holders).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        holders--;
      });
    await Promise.all([hold(), hold(), hold()]);
  });

  it('is respected while its holder on another machine lives', async () => {
    const file = await lockFile();
    await writeFile(file, JSON.stringify({ pid: 1, host: 'elsewhere' }));
    const waiting = withLock(file, () => Promise.resolve(), { timeoutMs: 50 });
    await expect(waiting).rejects.toMatchObject({ code: 'locked' });
  });
});

/** The number of a process that has just ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '0']).pid;
