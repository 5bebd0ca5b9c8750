import { join } from 'node:path';
import { build } from 'esbuild';
import { CACHE, ROOT } from './paths.ts';

/**
 * Bundles a program of this folder that uses the engine, as the extension's own bundles are made, and
 * returns where it is; packages named are loaded from where they are installed. Throws what esbuild finds wrong.
 */
export async function bundle(entry: string, name: string, external: readonly string[] = []): Promise<string> {
  const outfile = join(CACHE, 'bundles', `${name}.mjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    external: [...external],
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'linked',
    legalComments: 'none',
    tsconfigRaw: { compilerOptions: { target: 'ES2023', verbatimModuleSyntax: true } },
    logLevel: 'error',
  });
  return outfile;
}
