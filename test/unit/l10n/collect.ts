/**
 * Finds every text of the interface in the sources, by their syntax trees: what is given to `vscode.l10n.t` in the
 * extension and to `t` in the views, and the sentences of the engine that the extension translates.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { LOSS_TEXTS } from '../../../src/engine/transfer/lossTexts';
import { problemMessages } from '../../../src/engine/cube/problems/problemMessages';

export const ROOT = join(import.meta.dirname, '../../..');

/** Sentences of the engine reach these calls as values; they are collected from the engine itself. */
const PASSES_SENTENCES: Readonly<Record<string, number>> = {
  'src/extension/host/reason.ts': 1,
  'src/extension/problems/cubeProblems.ts': 1,
};

/** Attributes whose text a person reads or hears. */
const SPOKEN = new Set(['alt', 'aria-description', 'aria-label', 'aria-roledescription', 'aria-valuetext']);
const SHOWN = new Set([...SPOKEN, 'heading', 'label', 'placeholder', 'title', 'tooltip']);

export interface Collected {
  /** English texts; of the whole project each once, sorted. */
  readonly texts: readonly string[];
  /** Calls with something else than a text, as `file:line`. */
  readonly notLiteral: readonly string[];
  /** Texts that a view shows without translating them, as `file:line: text`. */
  readonly bare: readonly string[];
}

/** All of a folder's TypeScript files, by their paths in the project. */
export function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

/** The texts that an expression can be: one, or those of both branches of a choice. */
function literals(node: ts.Expression | undefined): string[] | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (!ts.isConditionalExpression(node)) return undefined;
  const [yes, no] = [literals(node.whenTrue), literals(node.whenFalse)];
  return yes && no ? [...yes, ...no] : undefined;
}

function isTranslator(call: ts.CallExpression): boolean {
  const { expression } = call;
  if (ts.isIdentifier(expression)) return expression.text === 't';
  return ts.isPropertyAccessExpression(expression) && /\bl10n\.t$/.test(expression.getText());
}

/** Text between tags, or of an attribute that is shown, with letters in it and no translation around it. */
function bareText(node: ts.Node): string | undefined {
  const text = ts.isJsxText(node)
    ? node.text.trim()
    : ts.isJsxAttribute(node) && SHOWN.has(node.name.getText()) && node.initializer
      ? ts.isStringLiteral(node.initializer)
        ? node.initializer.text
        : ''
      : '';
  return /\p{L}{2}/u.test(text) ? text : undefined;
}

/** What one file has to say; `file` is its path in the project. */
export function scan(file: string, source: string): Collected {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
  const [texts, notLiteral, bare]: [string[], string[], string[]] = [[], [], []];
  const place = (node: ts.Node): string =>
    `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  let passed = PASSES_SENTENCES[file] ?? 0;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslator(node)) {
      const found = literals(node.arguments[0]);
      if (found) texts.push(...found);
      else if (passed-- <= 0) notLiteral.push(place(node));
    }
    const text = bareText(node);
    if (text !== undefined) bare.push(`${place(node)}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { texts, notLiteral, bare };
}

/** Reasons of edits: the only texts with places for arguments in that folder. */
function reasonsOfEdits(): string[] {
  const texts: string[] = [];
  for (const file of sources('src/engine/cube/edit')) {
    const tree = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node) && /\{\d\}/.test(node.text)) texts.push(node.text);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return texts;
}

/** Everything there is to translate. */
export function collect(): Collected {
  const files = [...sources('src/extension'), ...sources('webview-ui')];
  const found = files.map((file) => scan(file, readFileSync(join(ROOT, file), 'utf8')));
  const texts = [...found.flatMap((part) => part.texts), ...problemMessages(), ...reasonsOfEdits(), ...Object.values(LOSS_TEXTS)];
  return {
    texts: [...new Set(texts)].sort(),
    notLiteral: found.flatMap((part) => part.notLiteral),
    bare: found.flatMap((part) => part.bare),
  };
}
