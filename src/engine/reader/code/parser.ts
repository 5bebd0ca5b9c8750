/** Parsing source code with tree-sitter, compiled to WebAssembly. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Node } from 'web-tree-sitter';
import { MAX_PARSE_MS } from '../limits';
import type { GrammarName } from './languages';

const started = new Map<string, Promise<void>>();
const languages = new Map<string, Promise<Language>>();

/** Parses a text and hands its root to `read`; undefined where that takes too long. The tree is freed afterwards. */
export async function parseCode<T>(
  text: string,
  grammar: GrammarName,
  folder: string,
  read: (root: Node) => T,
): Promise<T | undefined> {
  const language = await languageOf(grammar, folder);
  const { Parser } = await import('web-tree-sitter');
  const parser = new Parser();
  try {
    parser.setLanguage(language);
    const deadline = performance.now() + MAX_PARSE_MS;
    const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
    if (!tree) return undefined;
    try {
      return read(tree.rootNode);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}

function languageOf(grammar: GrammarName, folder: string): Promise<Language> {
  const file = join(folder, `tree-sitter-${grammar}.wasm`);
  let language = languages.get(file);
  if (!language) {
    language = start(folder).then(() => load(file));
    languages.set(file, language);
    language.catch(() => languages.delete(file));
  }
  return language;
}

/** The runtime lies beside the grammars, or in its own package beside theirs. */
function start(folder: string): Promise<void> {
  let ready = started.get(folder);
  if (!ready) {
    ready = initialise(folder);
    started.set(folder, ready);
    ready.catch(() => started.delete(folder));
  }
  return ready;
}

async function initialise(folder: string): Promise<void> {
  const { Parser } = await import('web-tree-sitter');
  await Parser.init({ wasmBinary: await readRuntime(folder) });
}

async function load(file: string): Promise<Language> {
  const { Language } = await import('web-tree-sitter');
  return Language.load(await readFile(file));
}

async function readRuntime(folder: string): Promise<Buffer> {
  const beside = await readFile(join(folder, 'web-tree-sitter.wasm')).catch(() => undefined);
  return beside ?? readFile(join(folder, '../../../web-tree-sitter/web-tree-sitter.wasm'));
}
