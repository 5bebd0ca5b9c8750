import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errnoOf } from '../files/fileError';

/** The process that holds a lock or a draft. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's own units; tells a reused number from the old process. */
  readonly start?: string | undefined;
}

/** Owners on other machines show that they live by touching their file at least this often. */
export const HEARTBEAT_MS = 20_000;
const SILENT_MS = 6 * HEARTBEAT_MS;

/** This process. */
export function thisOwner(): Owner {
  return { pid: process.pid, host: hostname(), start: processState(process.pid)?.start };
}

/**
 * Whether an owner still runs. For a process of another machine, which cannot be asked, the age of its
 * file decides.
 */
export function isAlive(owner: Owner, silentMs: number): boolean {
  if (owner.host !== hostname()) return silentMs < SILENT_MS;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
  }
  const state = processState(owner.pid);
  if (!state) return true;
  return state.state !== 'Z' && (owner.start === undefined || owner.start === state.start);
}

/** State and start of a process, where the system has a `/proc`. */
function processState(pid: number): { state: string; start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
