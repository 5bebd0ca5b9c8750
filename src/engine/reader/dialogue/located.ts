/** JSON that still knows where its objects stand, so that a memory can point to the lines of its messages. */
import { StudioError } from '../../base/errors';
import { quickJson } from '../../base/json/quick';
import { parseJson } from '../../base/json/parse';
import type { JsonNode, JsonRecord, JsonValue } from '../../base/json/types';
import { LineIndex } from '../../base/lineIndex';
import { badDocument } from '../badDocument';
import { MAX_JSON_LEVELS, MAX_LOCATED_JSON } from '../limits';
import type { Source } from '../types';

export interface LocatedJson {
  readonly value: JsonValue;
  /** First and last line, 1-based, of an object of the value; undefined where lines are not known. */
  linesOf(record: JsonRecord): readonly [number, number] | undefined;
}

/** Reads one JSON text; throws StudioError `bad-document` with line and column. */
export function readLocated(source: Source, text: string): LocatedJson {
  try {
    return locate(text, (source.firstLine ?? 1) - 1);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    throw badJson(source, error, error.place?.line);
  }
}

/** Reads JSON Lines to one list; empty lines are passed over. Throws as `readLocated` does. */
export function readLocatedLines(source: Source, text: string): LocatedJson {
  const lines = new Map<JsonRecord, readonly [number, number]>();
  const value: JsonValue[] = [];
  let number = source.firstLine ?? 1;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') {
      const item = readLine(source, line, number);
      value.push(item);
      if (typeof item === 'object' && item !== null && !Array.isArray(item))
        lines.set(item, [number, number]);
    }
    number++;
  }
  return { value, linesOf: (record) => lines.get(record) };
}

function readLine(source: Source, line: string, number: number): JsonValue {
  try {
    return locate(line, 0).value;
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    throw badJson(source, error, number - (source.firstLine ?? 1) + 1);
  }
}

function badJson(source: Source, error: StudioError, line: number | undefined): StudioError {
  return badDocument(
    source,
    error.message,
    'Correct the JSON, or save it with the ending .txt to read it as plain text.',
    { line, column: error.place?.column, cause: error },
  );
}

function locate(text: string, before: number): LocatedJson {
  if (text.length > MAX_LOCATED_JSON) return { value: quickJson(text), linesOf: () => undefined };
  const lines = new LineIndex(text);
  const places = new Map<JsonRecord, JsonNode>();
  const value = plain(parseJson(text, { maxDepth: MAX_JSON_LEVELS }), places);
  const line = (offset: number): number => lines.locate(offset).line + before;
  return {
    value,
    linesOf: (record) => {
      const node = places.get(record);
      return node && [line(node.start), line(node.end - 1)];
    },
  };
}

function plain(node: JsonNode, places: Map<JsonRecord, JsonNode>): JsonValue {
  if (node.kind === 'array') return node.items.map((item) => plain(item, places));
  if (node.kind !== 'object') return node.value;
  const record = Object.create(null) as JsonRecord;
  for (const member of node.members) record[member.key] = plain(member.value, places);
  places.set(record, node);
  return record;
}
