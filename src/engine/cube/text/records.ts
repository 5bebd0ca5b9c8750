import type { JsonValue } from '../../base/json/types';
import { own, quickJson } from '../../base/json/quick';
import { readJson } from '../../base/json/value';
import { byteLine } from '../../base/position';
import type { MemoryRow, TextFormat } from '../../model/memory';
import { summarise } from '../../model/summarise';
import { layoutOf } from './layout';
import type { ByteScanner, Span } from './scan';
import type { Slot } from './sequence';

/** A memory in its file. */
export interface RecordSlot extends Slot {
  readonly row: MemoryRow;
}

/** Records above this size are looked through for a vector before they are decoded. */
const CUT_VECTOR_ABOVE = 3000;

/**
 * Plain data of the record at `span`; the numbers of its vector are not read but counted.
 */
export function readRecord(
  scanner: ByteScanner,
  span: Span,
  format: TextFormat,
): { value: JsonValue; dimensions: number | undefined } {
  const { bytes, file } = scanner;
  const cut = span.end - span.start > CUT_VECTOR_ABOVE ? findVector(scanner, span, format) : undefined;
  const text = cut
    ? `${bytes.toString('utf8', span.start, cut.start)}null${bytes.toString('utf8', cut.end, span.end)}`
    : bytes.toString('utf8', span.start, span.end);
  const value = parseWithLine(scanner, text, span, file);
  return { value, dimensions: cut ? countItems(bytes, cut) : undefined };
}

/** Reads a record; only a real error costs the count of the lines before it. */
function parseWithLine(scanner: ByteScanner, text: string, span: Span, file: string): JsonValue {
  try {
    return quickJson(text);
  } catch {
    const lineOffset = byteLine(scanner.bytes, span.start).line - 1;
    return readJson(scanner.bytes.toString('utf8', span.start, span.end), { file, lineOffset });
  }
}

/** Span of the vector of a record, found without decoding the record. */
function findVector(scanner: ByteScanner, span: Span, format: TextFormat): Span | undefined {
  if (scanner.bytes[span.start] !== 123) return undefined;
  let at = span;
  for (const step of layoutOf(format).vector) {
    let found: Span | undefined;
    for (const member of scanner.members(at.start)) {
      if (member.key !== step) continue;
      member.end = scanner.skipValue(member.start);
      found = { start: member.start, end: member.end };
    }
    if (!found) return undefined;
    at = found;
    if (scanner.bytes[at.start] !== (step === 'metadata' ? 123 : 91)) return undefined;
  }
  return at;
}

function countItems(bytes: Buffer, span: Span): number {
  let commas = 0;
  for (let at = bytes.indexOf(44, span.start); at !== -1 && at < span.end; at = bytes.indexOf(44, at + 1))
    commas++;
  const empty =
    commas === 0 &&
    /^\[\s*\]$/.test(bytes.toString('latin1', span.start, Math.min(span.end, span.start + 64)));
  return empty ? 0 : commas + 1;
}

/** Gives memories their keys: the id, `<id>#2` for a second one, `#<position>` without a usable id. */
export class KeyMaker {
  private readonly seen = new Map<string, number>();

  next(value: JsonValue, position: number): string {
    const id = own(value, 'id');
    const base = typeof id === 'string' && id !== '' ? id : `#${position + 1}`;
    const count = (this.seen.get(base) ?? 0) + 1;
    this.seen.set(base, count);
    return count === 1 ? base : `${base}#${count}`;
  }
}

/** Reads one record into a slot. */
export function makeSlot(
  scanner: ByteScanner,
  span: Span,
  format: TextFormat,
  space: { lead: string; trail: string },
  keys: KeyMaker,
  position: number,
  collection: string | undefined,
): RecordSlot {
  const { value, dimensions } = readRecord(scanner, span, format);
  const row = summarise(keys.next(value, position), value, layoutOf(format), { dimensions, collection });
  const { start, end } = span;
  const { lead, trail } = space;
  return { start, end, text: undefined, lead, trail, row };
}
