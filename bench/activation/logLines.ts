import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the extension wrote about its own start, over all windows so far, in milliseconds. */
export interface Starts {
  readonly activated: readonly number[];
  readonly loaded: readonly number[];
}

/** Reads the extension's log files below VS Code's folder of logs; there may be none yet. */
export async function readStarts(logs: string): Promise<Starts> {
  const names = await readdir(logs, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /memcube-studio[^/\\]*[/\\][^/\\]*\.log$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(logs, name), 'utf8')));
  const times = (word: string): number[] =>
    texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`${word} in ([\\d.]+) ms`, 'g'))].map(([, ms]) => Number(ms)),
    );
  return { activated: times('activated'), loaded: times('loaded') };
}
