/**
 * What MemOS thinks of a `config.json`, and what a person should know about it. Errors are what MemOS
 * refuses (see `isRefusedByMemOS` for the few that are ours); places are exact tokens.
 */
import { StudioError } from '../../base/errors';
import { parseJson } from '../../base/json/parse';
import type { JsonNode } from '../../base/json/types';
import type { Problem } from '../../model/problem';
import { ROOT_CLASS } from './catalogue';
import { checkFiles } from './checkFiles';
import { checkObject } from './checkObject';
import { checkText } from './checkText';
import { checkWhole } from './checkWhole';
import { Findings } from './findings';

/** Rules whose errors MemOS's parser does not raise: it fails later, or writes where it should not. */
const LATER_RULES = new Set([
  'config/model-schema',
  'config/unusable-backend',
  'config/search-strategy',
  'config/auto-create',
  'config/path-escape',
  'config/file-name',
  'config/shared-file',
]);

/** Whether MemOS's parser itself refuses a configuration with this problem. */
export function isRefusedByMemOS(problem: Problem): boolean {
  return problem.severity === 'error' && !LATER_RULES.has(problem.rule);
}

/** All problems of a cube configuration, in the order of the text. Never throws for bad input. */
export function validateConfig(text: string, options: { readonly file: string }): Problem[] {
  const findings = new Findings(text, options.file);
  let root: JsonNode;
  try {
    root = parseJson(text, { file: options.file });
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const start = Math.min(error.place?.offset ?? 0, text.length);
    const end = Math.min(start + 1, text.length);
    findings.add('error', 'bad-json', 'badJson', { start, end }, [error.message]);
    return findings.problems;
  }
  checkText(root, findings);
  if (root.kind !== 'object') {
    findings.add('error', 'not-object', 'notObject', { start: root.start, end: root.start + 1 });
    return findings.problems;
  }
  checkObject(root, ROOT_CLASS, { start: root.start, end: root.start + 1 }, findings);
  checkFiles(root, findings);
  checkWhole(root, findings);
  return findings.problems.sort(
    (a, b) => a.range.startLine - b.range.startLine || a.range.startColumn - b.range.startColumn,
  );
}
