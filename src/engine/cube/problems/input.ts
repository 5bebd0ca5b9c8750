/** What the rules need of a text memory file; the text reader provides it. Offsets are bytes, `end` exclusive. */
import type { JsonPath, JsonRecord, JsonValue } from '../../base/json/types';
import type { TextFormat } from '../../model/memory';
import type { CubeConfig } from '../config/readConfig';

/** One memory in the file. */
export interface RecordView {
  /** Its name in the open cube, see `MemoryKey`. */
  readonly key: string;
  /** The value of its member `id`, undefined where there is none. */
  readonly id: unknown;
  readonly index: number;
  readonly format: TextFormat;
  readonly start: number;
  readonly end: number;
  /** The parsed record; its vector may be replaced by null, then `vectorLength` tells its length. */
  readonly value: JsonRecord;
  readonly vectorLength: number | undefined;
  readonly layout: { readonly memory: JsonPath; readonly metadata: JsonPath };
  /** The record as it is written. */
  text(): string;
}

/** One edge of a tree. */
export interface EdgeView {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** A member of the file's top-level object beside the records and edges. */
export interface RootMember {
  readonly key: string;
  readonly value: JsonValue;
  readonly start: number;
  readonly end: number;
}

export interface TextMemoryView {
  /** Name of the file inside the cube folder. */
  readonly file: string;
  readonly format: TextFormat;
  readonly bytes: Uint8Array;
  readonly records: Iterable<RecordView>;
  readonly edges: Iterable<EdgeView>;
  /** `total_nodes` and the like, where the file has them. */
  readonly members?: Iterable<RootMember>;
  /** Line and column from 1, the column in UTF-16 units. */
  locate(byteOffset: number): { line: number; column: number };
  readonly config?: CubeConfig | undefined;
}
