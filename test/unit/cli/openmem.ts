/** Runs the real command line: bundled as the product is, as a process of its own. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type BuildResult } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

export const ROOT = join(import.meta.dirname, '../../..');
export const CUBES = join(ROOT, 'test/fixtures/cubes');
export const AURORA = join(ROOT, 'media/demo/aurora-home');
export const NOTES = join(ROOT, 'media/demo/reading-notes');
export const MEM_CUBE_2 = join(CUBES, 'mem_cube_2');
export const TREE = join(CUBES, 'mem_cube_tree');

/** What a finished process leaves. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  /** Called with the running process. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

let workplace = '';

/** Bundles with the options of `cli` in esbuild.js. */
export function bundleCli(outfile: string): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: ROOT,
    entryPoints: ['src/cli/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', target: 'ES2023', verbatimModuleSyntax: true } },
    metafile: true,
    logLevel: 'silent',
  });
}

/** Call it at the top of a test file: bundles before its tests, tidies up behind them. */
export function useOpenmem(): void {
  beforeAll(async () => {
    workplace = mkdtempSync(join(tmpdir(), 'openmem-'));
    chmodSync(workplace, 0o755);
    await bundleCli(cliFile());
  });
  afterAll(() => rmSync(workplace, { recursive: true, force: true }));
}

export const cliFile = (): string => join(workplace, 'cli.js');

/** Runs `openmem` to its end. */
export function openmem(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return run(process.execPath, [cliFile(), ...args], options);
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? workplace,
      env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, TZ: 'UTC', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    options.onStart?.((signal) => void child.kill(signal));
  });
}

/** Runs a command with `--json` and reads its document. */
export async function json(...args: string[]): Promise<unknown> {
  const { stdout, stderr } = await openmem([...args, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

let made = 0;

/** A fresh folder in the workplace. */
export function folder(): string {
  const path = join(workplace, `folder-${++made}`);
  mkdirSync(path);
  return path;
}

/** A copy of a cube that may be changed. */
export function copyOf(cube: string): string {
  const path = join(folder(), 'cube');
  cpSync(cube, path, { recursive: true });
  return path;
}

/** A cube made of files by their names; objects become JSON as MemOS writes it. */
export function cubeOf(files: Record<string, unknown>): string {
  const path = folder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    const text = typeof content === 'string' || content instanceof Uint8Array ? content : asJson(content);
    writeFileSync(join(path, name), text);
  }
  return path;
}

const asJson = (value: unknown): string => JSON.stringify(value, null, 4);

/** A memory of a naive or tree text memory. */
export function memory(id: string, text: string, metadata: Record<string, unknown> = {}): object {
  return { id, memory: text, metadata: { status: 'activated', memory_type: 'LongTermMemory', ...metadata } };
}
