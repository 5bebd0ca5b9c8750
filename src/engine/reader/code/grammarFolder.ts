import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where grammars lie: beside the bundled program, or in the package they come from. */
const PLACES = ['grammars', '../grammars', 'node_modules/@vscode/tree-sitter-wasm/wasm'];

let found: Promise<string | undefined> | undefined;

/** The folder with the grammars; undefined where there is none, and code is then read without them. */
export async function grammarFolder(given: string | undefined): Promise<string | undefined> {
  if (given !== undefined) return (await holdsGrammars(given)) ? given : undefined;
  return (found ??= search());
}

async function search(): Promise<string | undefined> {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    for (const place of PLACES) {
      const candidate = join(folder, place);
      if (await holdsGrammars(candidate)) return candidate;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

async function holdsGrammars(folder: string): Promise<boolean> {
  const file = await stat(join(folder, 'tree-sitter-go.wasm')).catch(() => undefined);
  return file?.isFile() ?? false;
}
