import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, ROOT } from './tools';

/** The project's own build, run on a tree in which every runtime imports `vscode`. */
describe('the build', () => {
  let folder = '';
  let result: { status: number | null; stderr: string };

  beforeAll(() => {
    const cache = join(ROOT, '.cache/layers');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'bundles-'));
    cpSync(join(FIXTURES, 'bundles'), folder, { recursive: true });
    cpSync(join(ROOT, 'esbuild.js'), join(folder, 'esbuild.js'));
    result = spawnSync(process.execPath, ['esbuild.js'], { cwd: folder, encoding: 'utf8' });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('fails', () => {
    expect(result.status).toBe(1);
  });

  it.each(['src/cli/main.ts', 'src/workers/job.ts', 'webview-ui/app/main.tsx'])(
    'refuses vscode in %s',
    (file) => {
      const complaint = result.stderr.split('✘').find((part) => part.includes(file));
      expect(complaint).toContain('Could not resolve "vscode"');
    },
  );

  it('leaves vscode to the editor in the extension, and only there', () => {
    expect(result.stderr).not.toContain('src/extension/main.ts');
    expect(existsSync(join(folder, 'dist/extension.js'))).toBe(true);
    expect(existsSync(join(folder, 'dist/cli.js'))).toBe(false);
  });
});
