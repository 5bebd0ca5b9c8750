/**
 * One writer at a time per cube, across processes: a lock file created exclusively, which names its
 * holder. A lock whose holder is gone is broken, under a second short-lived lock so that two waiting
 * processes cannot break each other's.
 */
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../base/errors';
import { errnoOf, fileError } from '../files/fileError';
import { HEARTBEAT_MS, isAlive, thisOwner, type Owner } from './owner';

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait; then StudioError `locked`. */
  readonly timeoutMs?: number | undefined;
}

/** A lock file with no readable holder is taken for abandoned after this time. */
const NAMELESS_MS = 3000;

/** Runs `work` while holding the lock at `file`. Throws StudioError `locked`, `read-only` or `no-space`. */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const until = performance.now() + (options.timeoutMs ?? 15_000);
  for (let pause = 2; !(await tryLock(file)); pause = Math.min(pause * 2, 50)) {
    if (await breakStale(file)) continue;
    if (performance.now() > until) throw await lockedError(file);
    await sleep(pause + Math.random() * pause, undefined, options.signal ? { signal: options.signal } : {});
  }
  const beat = setInterval(() => void touch(file), HEARTBEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.write(JSON.stringify({ ...thisOwner(), at: new Date().toISOString() }));
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw fileError(error, file);
  }
}

interface Held {
  readonly text: string;
  readonly owner: Owner | undefined;
  readonly silentMs: number;
}

async function holder(file: string): Promise<Held | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    const { mtimeMs } = await stat(file);
    return { text, owner: ownerOf(text), silentMs: Date.now() - mtimeMs };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw fileError(error, file, 'read');
  }
}

function ownerOf(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner;
    return typeof owner.pid === 'number' && typeof owner.host === 'string' ? owner : undefined;
  } catch {
    return undefined;
  }
}

const isStale = (held: Held): boolean =>
  held.owner ? !isAlive(held.owner, held.silentMs) : held.silentMs > NAMELESS_MS;

/** Removes a lock whose holder is gone; true where it is worth trying again at once. */
async function breakStale(file: string): Promise<boolean> {
  const held = await holder(file);
  if (!held) return true;
  if (!isStale(held)) return false;
  const breaker = `${file}.break`;
  if (!(await tryLock(breaker))) {
    const other = await holder(breaker);
    if (other && isStale(other)) await rm(breaker, { force: true });
    return false;
  }
  try {
    const again = await holder(file);
    if (again?.text === held.text && isStale(again)) await rm(file, { force: true });
    return true;
  } finally {
    await rm(breaker, { force: true });
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}

async function lockedError(file: string): Promise<StudioError> {
  const owner = (await holder(file))?.owner;
  const who = owner ? `process ${owner.pid} on ${owner.host}` : 'another program';
  return new StudioError('locked', `The cube is being written by ${who}.`, {
    place: { file },
    remedy: 'Wait for it to finish, or close it, and try again.',
  });
}
