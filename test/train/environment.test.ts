/** Making the Python environment, and what stands in its way. No package is fetched here. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPython } from '../../src/engine/parametric/distil/environment/findPython';
import { environmentNeeds, requireSpace } from '../../src/engine/parametric/distil/environment/needs';
import {
  ensureEnvironment,
  environmentState,
  removeEnvironment,
} from '../../src/engine/parametric/distil/environment/trainingEnvironment';
import type * as Paths from '../run/lib/paths.js';

const paths = createRequire(import.meta.url)('../run/lib/paths.js') as typeof Paths;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-python-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of that name that does what the shell script says. */
function program(name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('finding a Python', () => {
  test.each([
    ['an old one', 'echo "3.8.10 1"', /3\.8\.10, too old/],
    ['one of a later day', 'echo "3.19.0 1"', /3\.19\.0, too new/],
    ['something else', 'echo hello', /says nothing that a Python says/],
    ['a broken one', 'echo "error while loading shared libraries" >&2; exit 127', /does not run/],
    [
      'one without venv',
      `echo "ModuleNotFoundError: No module named 'ensurepip'" >&2; exit 1`,
      /no venv module/,
    ],
    ['a small one', 'echo "3.12.1 0"', /32-bit/],
  ])('%s is refused with the way out', async (_, script, why) => {
    program('python3', script);
    await expect(findPython({ path: folder })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(why) as string,
      remedy: expect.stringMatching(/Install Python 3\.11 to 3\.14/) as string,
    });
  });

  test('none at all', async () => {
    await expect(findPython({ path: folder })).rejects.toThrow('There is no Python on this machine.');
    await expect(findPython({ named: path.join(folder, 'x') })).rejects.toThrow(/There is no Python at/);
  });

  test('the first that fits is taken', async () => {
    program('python3', 'echo "3.8.10 1"');
    const good = program('python3.12', 'echo "3.12.4 1"');
    expect(await findPython({ path: `${folder}/none:${folder}` })).toEqual({ path: good, version: '3.12.4' });
  });
});

describe('what it needs', () => {
  test('is told before anything is fetched, by platform', () => {
    expect(environmentNeeds('linux', 'x64')).toMatchObject({ disk: 4.3e9 });
    expect(environmentNeeds('darwin', 'arm64').disk).toBeLessThan(1e9);
    expect(() => environmentNeeds('darwin', 'x64')).toThrow(/There is no torch for darwin on x64/);
  });

  test('is held against what is free, also where the folder is still to be made', async () => {
    await expect(requireSpace(path.join(folder, 'a', 'b'), 1e18, 'It')).rejects.toMatchObject({
      code: 'no-space',
      message: expect.stringMatching(/^It needs 1000000000\.0 GB; \d+\.\d GB are free\.$/) as string,
    });
    await requireSpace(folder, 1, 'It');
  });
});

describe('making it', () => {
  const requirements = (): string => {
    const file = path.join(folder, 'requirements.txt');
    writeFileSync(file, 'torch==0\n');
    return file;
  };
  /** A Python whose virtual environments have a pip that does what the script says. */
  const python = (pip: string): string =>
    program(
      'python3',
      `case "$*" in
  *ensurepip*) echo "3.12.4 1" ;;
  *"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; touch "$last/pyvenv.cfg"
    printf '#!/bin/sh\\n%s\\n' '${pip}' > "$last/bin/python"; chmod +x "$last/bin/python" ;;
esac`,
    );

  test.each([
    ['a full disk', 'echo "ERROR: [Errno 28] No space left on device" >&2; exit 1', 'no-space'],
    ['no registry', 'echo "ERROR: No matching distribution found for torch==0" >&2; exit 1', 'unavailable'],
    ['anything else', 'echo "ERROR: oh" >&2; exit 2', 'unavailable'],
  ])('%s is told, and what is there is known to be incomplete', async (_, pip, code) => {
    const options = { folder: path.join(folder, 'env'), requirements: requirements(), python: python(pip) };
    expect(await environmentState(options)).toBe('missing');
    await expect(ensureEnvironment(options)).rejects.toMatchObject({ code });
    expect(await environmentState(options)).toBe('incomplete');
  });

  test('an incomplete one is repaired, other packages make it anew, and removing it leaves nothing', async () => {
    const env = path.join(folder, 'env');
    const file = requirements();
    const broken = { folder: env, requirements: file, python: python('exit 1') };
    await expect(ensureEnvironment(broken)).rejects.toMatchObject({ code: 'unavailable' });
    const options = { ...broken, python: python('echo Collecting torch==0') };
    const told: string[] = [];
    const onProgress = ({ phase }: { phase: string }): void => void told.push(phase);
    expect(await ensureEnvironment({ ...options, onProgress })).toEqual({
      python: path.join(env, 'bin/python'),
    });
    expect(told.length).toBeGreaterThan(2);
    expect(await environmentState(options)).toBe('ready');
    expect(existsSync(path.join(env, 'fetched'))).toBe(false);
    writeFileSync(file, 'torch==1\n');
    expect(await environmentState(options)).toBe('incomplete');
    await removeEnvironment(env);
    expect(readdirSync(folder)).not.toContain('env');
  });

  test('is cancelled, with whatever it has started', async () => {
    const cancel = new AbortController();
    const options = { folder: path.join(folder, 'env'), requirements: requirements(), signal: cancel.signal };
    const made = ensureEnvironment({
      ...options,
      python: python('echo Collecting torch; exec sleep 600'),
      onProgress: (progress) => {
        if (progress.phase === 'environment' && progress.text.includes('Collecting')) cancel.abort();
      },
    });
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
    expect(await environmentState(options)).toBe('incomplete');
  });

  test('the packages of the project name one version each', () => {
    const lines = readFileSync(path.join(paths.root, 'media/train/requirements.txt'), 'utf8').split('\n');
    const packages = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(packages.length).toBeGreaterThan(30);
    for (const line of packages)
      expect(line).toMatch(/^[A-Za-z0-9_.-]+==[0-9a-z.]+( ; sys_platform == "linux")?$/);
  });
});
