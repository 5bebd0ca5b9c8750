import { createHash } from 'node:crypto';
import { StudioError } from '../../base/errors';
import { applySplice, removeValue } from '../../base/json/edit';
import { parseJson } from '../../base/json/parse';
import { own, quickJson } from '../../base/json/quick';
import type { JsonValue, RawJson } from '../../base/json/types';
import { isRecord, nodeAt, rawAt } from '../../base/json/value';
import type { MemoryRow, RecordLayout } from '../../model/memory';
import { normaliseStrings } from '../../model/normalise';
import { summarise, valueAt } from '../../model/summarise';

/** Records in a store are laid out as tree_text has them. */
export const LAYOUT: RecordLayout = {
  memory: ['memory'],
  metadata: ['metadata'],
  vector: ['metadata', 'embedding'],
};

/** A record with its vector apart, and what is read off it. */
export interface TakenRecord {
  readonly raw: RawJson;
  /** The cube's own vector as it was written. */
  readonly vectorRaw: RawJson | undefined;
  /** Which member of the metadata the vector was, from 0. */
  readonly vectorPlace: number | undefined;
  /** What `raw` says. */
  readonly record: JsonValue;
  readonly row: MemoryRow;
  readonly text: string;
  readonly hash: string;
  /** What words are looked for in: the text, the key and the tags. */
  readonly words: string;
}

/** Takes a record apart; `vectorRaw` is its vector where that comes apart already. Throws `bad-shape`, `bad-json`. */
export function takeRecord(
  id: string,
  record: RawJson,
  vectorRaw?: RawJson,
  vectorPlace?: number,
): TakenRecord {
  let raw = record;
  let place = vectorPlace;
  let value = quickJson(raw);
  if (!isRecord(value)) {
    throw new StudioError('bad-shape', `The record of memory "${id}" is no JSON object.`, {
      remedy: 'A record has an id, a memory and metadata.',
    });
  }
  let vector = vectorRaw;
  if (isVector(valueAt(value, LAYOUT.vector))) {
    vector ??= rawAt(raw, LAYOUT.vector);
    place ??= placeOf(raw);
    const splice = removeValue(raw, LAYOUT.vector);
    if (splice) raw = applySplice(raw, splice);
    value = quickJson(raw);
  }
  const dimensions = vector === undefined ? undefined : numbersOf(vector)?.length;
  const row = { ...summarise(id, value, LAYOUT, { dimensions }), id };
  const text = textOf(value);
  return {
    raw,
    vectorRaw: vector,
    vectorPlace: place,
    record: value,
    row,
    text,
    hash: hashOf(text),
    words: wordsOf(value, text),
  };
}

/** Which member the vector is as it is written; an object in JavaScript has names like "0" before the others. */
function placeOf(raw: RawJson): number | undefined {
  const metadata = nodeAt(parseJson(raw), LAYOUT.metadata);
  if (metadata?.kind !== 'object') return undefined;
  return metadata.members.findLastIndex(({ key }) => key === 'embedding');
}

/** The text of a memory. */
export function textOf(value: JsonValue): string {
  const text = own(value, 'memory');
  return typeof text === 'string' ? text : '';
}

function wordsOf(value: JsonValue, text: string): string {
  const metadata = own(value, 'metadata');
  const key = own(metadata, 'key');
  return [text, ...(typeof key === 'string' ? [key] : []), ...normaliseStrings(own(metadata, 'tags'))].join(
    '\n',
  );
}

/** Tells texts apart; 22 characters. */
export const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

function isVector(value: JsonValue | undefined): value is number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((x) => typeof x === 'number' && Number.isFinite(x))
  );
}

/** The numbers of a vector as it is written, or undefined where it is none. */
export function numbersOf(raw: RawJson): Float32Array | undefined {
  const value = quickJson(raw);
  return isVector(value) ? Float32Array.from(value) : undefined;
}
