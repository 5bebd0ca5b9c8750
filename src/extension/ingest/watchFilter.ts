import { posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Never read: what tools write, what is no text, and the cubes themselves. Patterns of .gitignore. */
const ALWAYS = [
  ...[
    '.git',
    '.hg',
    '.svn',
    '.memcube',
    '.vscode',
    'node_modules',
    '__pycache__',
    '.venv',
    'dist',
    'build',
    'out',
  ],
  ...[
    '.DS_Store',
    '*.lock',
    'package-lock.json',
    '.env',
    '.env.*',
    '*.pem',
    '*.key',
    '*.map',
    '*.min.*',
    '*~',
  ],
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'ico', 'svg', 'bmp', 'tif', 'tiff', 'heic', 'psd'].map(ending),
  ...['mp3', 'mp4', 'wav', 'ogg', 'flac', 'avi', 'mov', 'mkv', 'webm', 'm4a'].map(ending),
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', '7z', 'rar', 'tar', 'jar', 'whl', 'vsix'].map(ending),
  ...['exe', 'dll', 'so', 'dylib', 'o', 'a', 'class', 'pyc', 'wasm', 'bin', 'dat', 'node'].map(ending),
  ...['woff', 'woff2', 'ttf', 'otf', 'eot', 'sqlite', 'sqlite3', 'db', 'parquet', 'npy'].map(ending),
  ...['pickle', 'pkl', 'adapter', 'safetensors', 'gguf', 'onnx', 'pt', 'tmp', 'swp', 'log'].map(ending),
];

function ending(name: string): string {
  return `*.${name}`;
}

/** A .gitignore file: the folder it lies in, '' for the top, and what it says. */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * Tells which files of a folder that is watched are read, by their paths in the workspace with `/`: not what is
 * always left out, nor what .gitignore files (the deeper one counts) or the person's own patterns leave out.
 */
export function watchFilter(files: readonly IgnoreFile[], own: readonly string[]): (path: string) => boolean {
  const always = ignore().add([...ALWAYS, ...own]);
  const deepest = [...files]
    .sort((a, b) => a.folder.length - b.folder.length)
    .map(({ folder, text }) => ({ folder, rules: ignore().add(text) }));
  return (path) => {
    if (path === '' || path.startsWith('../') || posix.isAbsolute(path)) return false;
    return !always.ignores(path) && !ignoredBy(deepest, path);
  };
}

function ignoredBy(files: readonly { folder: string; rules: Ignore }[], path: string): boolean {
  let ignored = false;
  for (const { folder, rules } of files) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const found = rules.test(folder === '' ? path : path.slice(folder.length + 1));
    if (found.ignored) ignored = true;
    else if (found.unignored) ignored = false;
  }
  return ignored;
}
