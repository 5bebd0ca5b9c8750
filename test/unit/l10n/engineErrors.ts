/**
 * Finds the sentences of the engine's errors in its sources, by their syntax trees: messages and remedies of
 * StudioError, and what is handed to the readers' own ways of failing. Expressions inside become `{0}`, `{1}` …
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, sources } from './collect';

/** Calls that make a StudioError of a sentence. */
const FAILING = /(^|\.)(fail|refuse|bad|bail|reject)\w*$/i;

/** A sentence ends like one and has words; anything else is a name or a part of a sentence. */
const isSentence = (text: string): boolean => /\p{L}{2,}.* /u.test(text) && /[.!?]$/.test(text);

/** Reasons have words and no full stop. */
const isReason = (text: string): boolean => /^\p{Lu}\p{L}+:? /u.test(text) && !/[.!?]$/.test(text);

/** The sentences that an expression can be. */
function sentences(node: ts.Expression | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }, n) => `{${n}}${literal.text}`).join('')];
  }
  return ts.isConditionalExpression(node) ? [...sentences(node.whenTrue), ...sentences(node.whenFalse)] : [];
}

/** Files whose sentences stand in a table. */
const TABLES = new Set([
  'src/engine/cube/files/fileError.ts',
  'src/engine/cube/session/reasons.ts',
  'src/engine/ingest/reasons.ts',
  'src/engine/parametric/peft/peftConfig.ts',
  'src/engine/reader/notes.ts',
  'src/engine/retrieval/sentences.ts',
  'src/engine/store/neo4j/fallbacks.ts',
  'src/workers/llama/runtime.ts',
]);

function inFile(file: string): string[] {
  const tree = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'StudioError') {
      found.push(...sentences(node.arguments?.[1]));
      const details = node.arguments?.[2];
      for (const property of details && ts.isObjectLiteralExpression(details) ? details.properties : []) {
        const isRemedy = ts.isPropertyAssignment(property) && property.name.getText() === 'remedy';
        if (isRemedy) found.push(...sentences(property.initializer));
      }
    }
    if (ts.isCallExpression(node) && FAILING.test(node.expression.getText())) {
      found.push(...node.arguments.flatMap(sentences));
    }
    if (TABLES.has(file) && (ts.isStringLiteral(node) || ts.isTemplateExpression(node))) found.push(...sentences(node));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Every sentence once; those that are nothing but an argument are made of others and left out. */
export function engineErrors(): string[] {
  const all = [...sources('src/engine'), ...sources('src/workers')].flatMap(inFile);
  const tables = ['src/engine/cube/session/reasons.ts', 'src/engine/ingest/reasons.ts'];
  const reasons = tables.flatMap(inFile).filter(isReason);
  const errors = all.filter((text) => isSentence(text) && !/^\{0\}\W*$/.test(text));
  return [...new Set([...errors, ...reasons])].sort();
}
