import { build } from 'esbuild';
import { ROOT } from '../lib/paths.ts';

/** Files of the bundled view by their names on the page. */
export type ViewFiles = ReadonlyMap<string, Uint8Array>;

/** Bundles the cube editor as esbuild.js does for a release, into memory. */
export async function bundleView(): Promise<ViewFiles> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['webview-ui/cubeEditor/main.tsx', 'webview-ui/cubeEditor/layout.worker.ts'],
    outdir: 'view',
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    charset: 'utf8',
    assetNames: '[name]',
    loader: { '.ttf': 'file', '.woff2': 'file', '.svg': 'dataurl' },
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', target: 'ES2023', verbatimModuleSyntax: true } },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.replace(/^.*[\\/]/, ''), contents]));
}
