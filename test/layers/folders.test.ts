import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './tools';

const require = createRequire(import.meta.url);
const { areas } = require(join(ROOT, '.config/layers.cjs')) as { areas: readonly Area[] };

interface Area {
  readonly path: string;
  readonly may: readonly string[];
  readonly node?: boolean;
  readonly packages?: readonly string[];
}

/** The top of the tree. A name ending in `/` is a folder whose content these tests do not look into. */
const TOP = [
  ...['package.json', 'package-lock.json', 'package.nls.json', 'package.nls.zh-cn.json', 'tsconfig.json'],
  ...['esbuild.js', 'README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'docs/', 'media/', 'l10n/', 'test/'],
  ...['.vscodeignore', '.editorconfig', '.gitattributes', '.gitignore', '.npmrc'],
  ...['.prettierignore', '.prettierrc', '.ci/', '.vscode/', '.config/', 'src/', 'webview-ui/', 'bench/'],
];

/** Made by tools and ignored by git, or of git itself. */
const MADE = /^(node_modules|dist|\.cache|coverage|\.git)\/?$|\.(vsix|tsbuildinfo)$|(^|\/)\.DS_Store$/;

/** Files that belong to no area: what the tools need, and what says what a folder is for. */
const LOOSE = [
  /^src\/(engine|protocol|workers|adapter|cli|mcp|extension)\/(tsconfig\.json|README\.md)$/,
  /^src\/engine\/cube\/README\.md$/,
];

const CODE = /\.(ts|tsx|css|json|md)$/;

/** Files below a folder, with `/` between the parts. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll('\\', '/'),
    );
}

/** Why a file must not lie where it lies; undefined when it may. */
function misplaced(file: string): string | undefined {
  if (MADE.test(file)) return undefined;
  if (!CODE.test(file)) return `${file}: not a kind of file that the source tree has`;
  if (LOOSE.some((pattern) => pattern.test(file))) return undefined;
  const area = areas.find(({ path }) => file.startsWith(`${path}/`));
  return area ? undefined : `${file}: in no area of .config/layers.cjs`;
}

describe('the folders', () => {
  it('has nothing at the top but what belongs there', () => {
    const entries = readdirSync(ROOT, { withFileTypes: true });
    const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    expect(names.filter((name) => !TOP.includes(name) && !MADE.test(name))).toEqual([]);
  });

  it('has every source file in an area', () => {
    const files = ['src', 'webview-ui', 'bench'].flatMap(filesBelow);
    expect(files.flatMap((file) => misplaced(file) ?? [])).toEqual([]);
  });

  it.each([
    ['src/helpers/dates.ts', 'in no area'],
    ['src/engine/loose.ts', 'in no area'],
    ['src/engine/cube/other/part.ts', 'in no area'],
    ['src/engine/cube/text/.cache/memos.log', 'not a kind of file'],
  ])('refuses %s', (file, reason) => {
    expect(misplaced(file)).toContain(reason);
  });
});

describe('the README of an engine folder', () => {
  const short = (path: string): string => path.replace('src/engine/', '');
  const there = areas.filter(({ path }) => path.startsWith('src/engine/') && existsSync(join(ROOT, path)));

  const quoted = (name: string): string => `\`${name}\``;
  const parts = areas.filter(({ path }) => path.startsWith('src/engine/cube/')).map(({ path }) => path);

  /** Names of areas; all parts of `cube` together are called so. */
  function namesOf(may: readonly string[]): string[] {
    if (!parts.every((part) => may.includes(part))) return may.map(short);
    const at = may.indexOf(parts[0]!);
    const others = may.filter((area) => !parts.includes(area)).map(short);
    return [...others.slice(0, at), 'cube', ...others.slice(at)];
  }

  it.each(there)('$path says what it may import', ({ path, may, node, packages = [] }) => {
    const names = [...namesOf(may).map(quoted), ...(node ? ["Node's modules"] : []), ...packages.map(quoted)];
    const text = readFileSync(join(ROOT, path, 'README.md'), 'utf8');
    expect(text.split('\n')[0]).toBe(`# ${short(path)}`);
    const last = text.trimEnd().split('\n\n').at(-1)!.replaceAll('\n', ' ');
    expect(last).toBe(`May import: ${names.join(', ') || 'nothing'}.`);
  });
});
