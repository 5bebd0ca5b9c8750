import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { isAbort, StudioError } from '../../../base/errors';

const run = promisify(execFile);

/** A Python that can make the training environment. */
export interface PythonFound {
  readonly path: string;
  /** For instance `3.11.7`. */
  readonly version: string;
}

/** The training needs this one or a newer one. */
export const OLDEST_PYTHON = [3, 11] as const;
/** Newer ones have no wheels of the pinned torch yet. */
export const NEWEST_PYTHON = [3, 14] as const;

const NAMES =
  process.platform === 'win32'
    ? ['python.exe', 'python3.exe', 'py.exe']
    : ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

/** Tells the version, and fails where virtual environments or pip for them are not there, as on a bare Debian. */
const PROBE =
  'import sys, venv, ensurepip; print("%d.%d.%d %d" % (*sys.version_info[:3], sys.maxsize > 2**32))';
const LIMIT_MS = 20_000;

/**
 * Finds a Python: the one that is named, or the first fitting one on the path.
 * @throws StudioError `unavailable` with what is wrong with each that was found, and the way out; AbortError
 */
export async function findPython(
  options: { named?: string | undefined; path?: string | undefined; signal?: AbortSignal | undefined } = {},
): Promise<PythonFound> {
  const { named, path = process.env['PATH'] ?? '', signal } = options;
  const candidates =
    named === undefined
      ? NAMES.flatMap((name) =>
          path
            .split(delimiter)
            .filter((folder) => folder !== '')
            .map((folder) => join(folder, name)),
        )
      : [named];
  const wrong: string[] = [];
  for (const candidate of candidates) {
    const found = await probe(candidate, signal);
    if (found === undefined) continue;
    if (typeof found !== 'string') return found;
    wrong.push(found);
  }
  const [oldest, newest] = [OLDEST_PYTHON.join('.'), NEWEST_PYTHON.join('.')];
  throw new StudioError(
    'unavailable',
    wrong.length === 0
      ? named === undefined
        ? 'There is no Python on this machine.'
        : `There is no Python at ${named}.`
      : `No Python here can train an adapter: ${[...new Set(wrong)].slice(0, 4).join('; ')}.`,
    {
      remedy: `Install Python ${oldest} to ${newest} with its venv module (on Debian: apt install python3-venv), or name one.`,
    },
  );
}

/** The Python, or what is wrong with it; undefined where there is none. */
async function probe(
  path: string,
  signal: AbortSignal | undefined,
): Promise<PythonFound | string | undefined> {
  try {
    const { stdout } = await run(path, ['-I', '-c', PROBE], { timeout: LIMIT_MS, signal, windowsHide: true });
    const [version = '', wide] = stdout.trim().split(' ');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (!/^\d+\.\d+\.\d+$/.test(version)) return `${path} says nothing that a Python says`;
    const order = major * 1000 + minor;
    if (order < OLDEST_PYTHON[0] * 1000 + OLDEST_PYTHON[1]) return `${path} is ${version}, too old`;
    if (order > NEWEST_PYTHON[0] * 1000 + NEWEST_PYTHON[1]) return `${path} is ${version}, too new`;
    return wide === '1' ? { path, version } : `${path} is a 32-bit Python`;
  } catch (error) {
    if (isAbort(error)) throw error;
    const failed = error as { code?: unknown; stderr?: unknown; killed?: unknown };
    if (failed.code === 'ENOENT' || failed.code === 'EACCES' || failed.code === 'ENOTDIR') return undefined;
    const said = typeof failed.stderr === 'string' ? failed.stderr.trim().split('\n').at(-1) : '';
    if (/No module named '?(?:venv|ensurepip)/.test(said ?? '')) return `${path} has no venv module`;
    return `${path} does not run${said ? ` (${said})` : failed.killed === true ? ' (no answer)' : ''}`;
  }
}
