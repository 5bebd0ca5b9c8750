import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../base/errors';
import { onFile } from '../../../cube/files/fileError';
import { withLock } from '../../../cube/journal/lock';
import type { DistilProgress } from '../../../model/distil';
import { runLines, type LinesResult } from '../runLines';
import { findPython } from './findPython';
import { environmentNeeds, requireSpace } from './needs';

/** Where the training's own Python is. */
export interface Environment {
  readonly python: string;
}

export interface EnvironmentOptions {
  /** The folder of the environment; nothing outside it is written. */
  readonly folder: string;
  /** The pinned packages, a `requirements.txt`. */
  readonly requirements: string;
  /** Path of a Python to make it with; the first fitting one on the path where left out. */
  readonly python?: string | undefined;
  readonly onProgress?: ((progress: DistilProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** `ready`, not there, or there and begun, damaged or of other packages: then making it repairs it. */
export type EnvironmentState = 'ready' | 'missing' | 'incomplete';

/** An environment that is being made is not waited for. */
const LOCKED_MS = 1000;
const MARK = 'memcube-environment';
/** Fails where one of the packages is not whole. */
const CHECK = 'import torch, transformers, peft, gguf, safetensors; print(torch.__version__)';

/** How an environment stands. */
export async function environmentState({
  folder,
  requirements,
}: Pick<EnvironmentOptions, 'folder' | 'requirements'>): Promise<EnvironmentState> {
  const mark = await readFile(join(folder, MARK), 'utf8').catch(() => undefined);
  if (mark === (await digestOf(requirements))) return 'ready';
  const begun = await readFile(join(folder, 'pyvenv.cfg')).catch(() => undefined);
  return begun === undefined && mark === undefined ? 'missing' : 'incomplete';
}

/**
 * Makes the environment where it is not ready, or repairs it: what pip has fetched and installed already is kept. It is a
 * virtual environment of its own; the packages of the Python that makes it stay as they are.
 * @throws StudioError `unavailable` (no Python, no registry), `locked` (being made), `no-space`, `unsupported`, `read-only`; AbortError
 */
export async function ensureEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { folder, signal } = options;
  const environment = { python: pythonIn(folder) };
  if ((await environmentState(options)) === 'ready') return environment;
  await onFile(folder, () => mkdir(folder, { recursive: true }));
  return withLock(`${folder}.lock`, () => make(options, environment), { signal, timeoutMs: LOCKED_MS });
}

async function make(options: EnvironmentOptions, environment: Environment): Promise<Environment> {
  const { folder, requirements, signal } = options;
  const state = await environmentState(options);
  const tell = (text: string, done: number): void =>
    options.onProgress?.({ phase: 'environment', text, done, total });
  const packages = packagesIn(await onFile(requirements, () => readFile(requirements, 'utf8')));
  const total = packages * 2 + 2;
  await rm(join(folder, MARK), { force: true });
  if (state === 'missing') await requireSpace(folder, environmentNeeds().disk, 'The training environment');
  const python = await findPython({ named: options.python, signal });
  tell(`Python ${python.version}`, 0);
  // `--clear` would throw away what is installed; a half-made environment is completed by making it again.
  const made = await runLines(python.path, ['-I', '-m', 'venv', folder], { signal });
  if (made.code !== 0) throw failed('The virtual environment could not be made', made, folder);
  tell('virtual environment', 1);
  let done = 1;
  const installed = await runLines(environment.python, installArguments(requirements), {
    signal,
    env: { ...(await temporary(folder)), PIP_NO_INPUT: '1', PYTHONNOUSERSITE: '1' },
    onLine: (line) => {
      const step =
        /^\s*(Collecting|Downloading|Using cached|Installing collected packages)\b\s*:?\s*(\S*)/.exec(line);
      if (!step) return;
      if (step[1] === 'Collecting') done = Math.min(done + 1, total - 2);
      if (step[1]?.startsWith('Installing')) done = total - 2;
      tell(line.trim().slice(0, 200), done);
    },
  });
  if (installed.code !== 0) throw failed('The packages could not be installed', installed, folder);
  const checked = await runLines(environment.python, ['-I', '-c', CHECK], { signal });
  if (checked.code !== 0) throw failed('The installed packages do not work', checked, folder);
  await onFile(folder, async () => {
    await rm(join(folder, 'fetched'), { recursive: true, force: true });
    await writeFile(join(folder, `${MARK}.new`), await digestOf(requirements));
    await rename(join(folder, `${MARK}.new`), join(folder, MARK));
  });
  tell('ready', total);
  return environment;
}

/** Removes an environment and all that is in it. */
export async function removeEnvironment(folder: string): Promise<void> {
  await onFile(folder, () => rm(folder, { recursive: true, force: true }));
}

/** `--no-deps`: the file names all that is needed, and leaves out what only a GPU needs. */
function installArguments(requirements: string): string[] {
  const flags = ['--no-deps', '--only-binary', ':all:', '--no-input', '--disable-pip-version-check'];
  return ['-m', 'pip', 'install', ...flags, '--progress-bar', 'off', '-r', requirements];
}

/**
 * Where pip keeps what it fetches until all is installed, so that it goes on from there after it was cut off; and not in
 * `/tmp`, which is often too small.
 */
async function temporary(folder: string): Promise<Record<string, string>> {
  const path = (name: string): string => join(folder, 'fetched', name);
  await onFile(folder, () => mkdir(path('tmp'), { recursive: true }));
  return { TMPDIR: path('tmp'), TEMP: path('tmp'), PIP_CACHE_DIR: path('cache') };
}

function pythonIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

async function digestOf(requirements: string): Promise<string> {
  const text = await onFile(requirements, () => readFile(requirements));
  return createHash('sha256').update(text).digest('hex');
}

/** Packages that apply to some platform. */
function packagesIn(text: string): number {
  return text.split('\n').filter((line) => /^[A-Za-z]/.test(line)).length;
}

function failed(what: string, { lines }: LinesResult, folder: string): StudioError {
  const said = lines.join('\n');
  const cause = new Error(said);
  const place = { file: folder };
  if (/No space left on device|Errno 28\b|Disk quota exceeded|not enough space/i.test(said)) {
    return new StudioError('no-space', `${what}: the disk is full.`, {
      place,
      cause,
      remedy: 'Free some space and try again.',
    });
  }
  if (
    /Could not find a version|No matching distribution|Name or service not known|Connection|timed out|ProxyError|Max retries/i.test(
      said,
    )
  ) {
    return new StudioError('unavailable', `${what}: the package registry is away or has not got them.`, {
      place,
      cause,
      remedy: 'Check the network and the settings of pip, and try again; what has come is kept.',
    });
  }
  const last = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? '';
  return new StudioError('unavailable', `${what}: ${last.trim().slice(0, 300)}`, {
    place,
    cause,
    remedy: 'Try again; where that does not help, remove the environment and make it anew.',
  });
}
