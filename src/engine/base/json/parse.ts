/**
 * A lossless JSON reader that accepts what Python's `json.load` accepts: RFC 8259 plus the literals
 * `NaN`, `Infinity` and `-Infinity`. It works with an explicit stack, so depth is limited by
 * `maxDepth` and not by the call stack.
 */
import { StudioError } from '../errors';
import { lineColumn } from '../position';
import { readNumber, readString } from './tokens';
import type { JsonArrayNode, JsonMember, JsonNode, JsonObjectNode } from './types';

/** Deeper texts are refused: Python's own reader gives up at about a thousand levels. */
export const MAX_JSON_DEPTH = 2000;

export interface ParseOptions {
  /** Named in errors. */
  readonly file?: string | undefined;
  /** Added to line numbers in errors, for a text that is part of a larger file (lines before it). */
  readonly lineOffset?: number | undefined;
  readonly maxDepth?: number | undefined;
}

interface Frame {
  readonly node: JsonObjectNode | JsonArrayNode;
  key?: { key: string; keyStart: number; keyEnd: number } | undefined;
}

const LITERALS: readonly (readonly [string, boolean | null | number])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];

/** Parses a whole text (a leading BOM is skipped); throws StudioError `bad-json` with line and column. */
export function parseJson(text: string, options: ParseOptions = {}): JsonNode {
  const maxDepth = options.maxDepth ?? MAX_JSON_DEPTH;
  const stack: Frame[] = [];
  let root: JsonNode | undefined;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const fail = (message: string, offset: number): never => {
    const { line, column } = lineColumn(text, offset);
    throw new StudioError('bad-json', message, {
      place: { file: options.file, line: line + (options.lineOffset ?? 0), column, offset },
    });
  };
  const skipSpace = (): void => {
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
    }
  };
  const attach = (node: JsonNode): void => {
    const top = stack[stack.length - 1];
    if (!top) root = node;
    else if (top.node.kind === 'array') top.node.items.push(node);
    else top.node.members.push({ ...top.key!, value: node } satisfies JsonMember);
  };
  const readKey = (frame: Frame): void => {
    if (text[at] !== '"') fail('A member name in double quotes was expected.', at);
    const token = readString(text, at, fail);
    frame.key = { key: token.value, keyStart: at, keyEnd: token.end };
    at = token.end;
    skipSpace();
    if (text[at] !== ':') fail('A colon was expected after the member name.', at);
    at++;
  };
  /** Reads a scalar, or opens a container; returns whether a value is complete. */
  const readValue = (): boolean => {
    skipSpace();
    const c = text[at];
    if (c === undefined) return fail('The text ends where a value was expected.', at);
    if (c === '{' || c === '[') {
      if (stack.length >= maxDepth) fail(`The text is nested deeper than ${maxDepth} levels.`, at);
      const node: JsonNode =
        c === '{'
          ? { kind: 'object', start: at, end: -1, members: [] }
          : { kind: 'array', start: at, end: -1, items: [] };
      attach(node);
      stack.push({ node });
      at++;
      skipSpace();
      if (text[at] === (c === '{' ? '}' : ']')) return close();
      if (c === '{') readKey(stack[stack.length - 1]!);
      return false;
    }
    if (c === '"') {
      const token = readString(text, at, fail);
      attach({ kind: 'string', start: at, end: token.end, value: token.value });
      at = token.end;
      return true;
    }
    for (const [word, value] of LITERALS) {
      if (!text.startsWith(word, at)) continue;
      const kind = typeof value === 'number' ? 'number' : value === null ? 'null' : 'boolean';
      attach({ kind, start: at, end: at + word.length, value });
      at += word.length;
      return true;
    }
    const end = readNumber(text, at);
    if (end === at) fail(`Unexpected character ${JSON.stringify(c)}.`, at);
    attach({ kind: 'number', start: at, end, value: Number(text.slice(at, end)) });
    at = end;
    return true;
  };
  const close = (): true => {
    stack.pop()!.node.end = ++at;
    return true;
  };

  do {
    let complete = readValue();
    while (complete && stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const closer = top.node.kind === 'array' ? ']' : '}';
      skipSpace();
      if (text[at] === closer) {
        complete = close();
      } else if (text[at] === ',') {
        at++;
        skipSpace();
        if (top.node.kind === 'object') readKey(top);
        complete = false;
      } else if (at >= text.length) {
        fail(`The text ends inside an ${top.node.kind}; "${closer}" is missing.`, at);
      } else {
        fail(`A comma or "${closer}" was expected.`, at);
      }
    }
  } while (stack.length > 0);
  skipSpace();
  if (at < text.length) fail('Something follows the end of the JSON value.', at);
  return root!;
}
