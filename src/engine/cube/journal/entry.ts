/**
 * The lines of `.memcube/journal.jsonl`. Each is a JSON object that ends in the hash of the line before it
 * and its own, SHA-256 over both, so that an altered, missing or swapped line breaks the chain. The hash
 * is taken over the bytes as written, which spares a canonical form.
 */
import { createHash } from 'node:crypto';
import type { Entry } from './entryShape';
import { isEntry } from './wellFormed';

/** `prev` of the first entry. */
export const GENESIS = '0'.repeat(64);

const TAIL = /^(.*),"prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/s;

/** The line of an entry, without its line end, and its hash. */
export function encodeEntry(entry: Entry, prev: string): { line: string; hash: string } {
  const { seq, at, ...body } = entry;
  const head = JSON.stringify({ seq, at, ...body }).slice(0, -1);
  const hash = chain(prev, head);
  return { line: `${head},"prev":"${prev}","hash":"${hash}"}`, hash };
}

export interface DecodedLine {
  readonly entry: Entry;
  readonly prev: string;
  readonly hash: string;
  /** Whether the line's hash is that of its content. */
  readonly sound: boolean;
}

/** Reads a line; undefined where it is no entry at all. */
export function decodeLine(line: string): DecodedLine | undefined {
  const parts = TAIL.exec(line);
  if (!parts) return undefined;
  const [, head, prev, hash] = parts as unknown as [string, string, string, string];
  try {
    const entry = JSON.parse(`${head}}`) as unknown;
    if (!isEntry(entry)) return undefined;
    return { entry, prev, hash, sound: chain(prev, head) === hash };
  } catch {
    return undefined;
  }
}

const chain = (prev: string, head: string): string =>
  createHash('sha256').update(prev).update('\n').update(head).digest('hex');

const HEAD = /^\{"seq":\d+,"at":"[^"]*","kind":"(\w+)"/;

/** The kind of entry that a line holds, without reading all of it. */
export const kindOfLine = (line: string): string | undefined => HEAD.exec(line)?.[1];
