import { build } from 'esbuild';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Bundles a script beside the tests for a child process; returns the path of the bundle. */
export async function bundleChild(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'child-'));
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [resolve(import.meta.dirname, `${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  // Other users run it too.
  await chmod(folder, 0o755);
  return outfile;
}
