/**
 * A text-memory file in memory: the records and edges as lists of slots over the original bytes.
 * Unchanged slots are written back from those bytes, so an unedited file is byte-identical and an edit
 * changes only its own lines. Slots are immutable; an applied Change remembers the slots it replaced,
 * which is what makes undo exact.
 */
import { createHash } from 'node:crypto';
import { StudioError } from '../../base/errors';
import type { JsonStyle } from '../../base/json/style';
import type { JsonRecord } from '../../base/json/types';
import { parseJson } from '../../base/json/parse';
import { nodeAt, readJson } from '../../base/json/value';
import type { Edge, FieldPath, MemoryKey, MemoryRow, RecordLayout, TextFormat } from '../../model/memory';
import type { EdgeIndex, EdgeSlot } from './edges';
import { layoutOf, physicalPath } from './layout';
import type { RecordSlot } from './records';
import type { ByteScanner } from './scan';
import { Sequence } from './sequence';

/** The file as a template: raw bytes with the lists and counts in their places. */
export type TemplatePart =
  | { readonly kind: 'raw'; readonly start: number; readonly end: number }
  | { readonly kind: 'records'; readonly collection: number }
  | { readonly kind: 'edges' }
  | { readonly kind: 'count'; readonly of: 'records' | 'edges'; readonly token: string };

export interface Collection {
  readonly collection: string | undefined;
  readonly sequence: Sequence<RecordSlot>;
}

export interface TextMemoryParts {
  readonly file: string;
  readonly format: TextFormat;
  readonly style: JsonStyle;
  readonly bytes: Buffer;
  readonly scanner: ByteScanner;
  readonly parts: readonly TemplatePart[];
  readonly collections: readonly Collection[];
  readonly edges: Sequence<EdgeSlot> | undefined;
  readonly edgeIndex: EdgeIndex;
}

export class TextMemory {
  readonly file: string;
  readonly format: TextFormat;
  readonly layout: RecordLayout;
  readonly style: JsonStyle;
  readonly bytes: Buffer;
  readonly scanner: ByteScanner;
  readonly collections: readonly Collection[];
  readonly edgeIndex: EdgeIndex;
  readonly edges: Sequence<EdgeSlot>;
  /** Counts up with every change of content. */
  generation = 0;
  /** Filled by `applyOps` alone. */
  readonly byKey = new Map<MemoryKey, RecordSlot>();
  private readonly parts: readonly TemplatePart[];
  private readonly edgesInFile: boolean;
  private readonly initial: { records: number; edges: number };

  constructor(parts: TextMemoryParts) {
    this.file = parts.file;
    this.format = parts.format;
    this.layout = layoutOf(parts.format);
    this.style = parts.style;
    this.bytes = parts.bytes;
    this.scanner = parts.scanner;
    this.parts = parts.parts;
    this.collections = parts.collections;
    this.edgeIndex = parts.edgeIndex;
    this.edgesInFile = parts.edges !== undefined;
    this.edges = parts.edges ?? new Sequence<EdgeSlot>(parts.bytes);
    for (const slot of this.slots()) this.byKey.set(slot.row.key, slot);
    this.initial = { records: this.size, edges: this.edges.slots.length };
  }

  /** Whether the format knows edges. */
  get hasEdges(): boolean {
    return this.format === 'tree_text';
  }

  get size(): number {
    return this.byKey.size;
  }

  *slots(): Generator<RecordSlot> {
    for (const { sequence } of this.collections) yield* sequence.slots;
  }

  /** All rows in the order of the file. */
  *rows(): Generator<MemoryRow> {
    for (const slot of this.slots()) yield slot.row;
  }

  row(key: MemoryKey): MemoryRow | undefined {
    return this.byKey.get(key)?.row;
  }

  has(key: MemoryKey): boolean {
    return this.byKey.has(key);
  }

  /** The slot of a memory; throws StudioError `not-found`. */
  slot(key: MemoryKey): RecordSlot {
    const slot = this.byKey.get(key);
    if (slot) return slot;
    throw new StudioError('not-found', `There is no memory "${key}" in ${this.file}.`);
  }

  /** The record as it stands in the file. */
  text(key: MemoryKey): string {
    return this.body(this.slot(key));
  }

  body(slot: RecordSlot | EdgeSlot): string {
    return this.edges.body(slot);
  }

  /** Plain data of the whole record; no prototypes. */
  value(key: MemoryKey): JsonRecord {
    return readJson(this.text(key), { file: this.file }) as JsonRecord;
  }

  /** The text of one field exactly as written, or null where it is absent. */
  fieldRaw(key: MemoryKey, path: FieldPath): string | null {
    const text = this.text(key);
    const node = nodeAt(parseJson(text), physicalPath(this.format, path));
    return node ? text.slice(node.start, node.end) : null;
  }

  edgesFrom(id: string): readonly Edge[] {
    return this.edgeIndex.from(id);
  }

  edgesTo(id: string): readonly Edge[] {
    return this.edgeIndex.to(id);
  }

  /** The file, piece by piece. */
  *pieces(): Generator<Uint8Array | string> {
    for (const part of this.parts) {
      if (part.kind === 'raw') yield this.bytes.subarray(part.start, part.end);
      else if (part.kind === 'count') yield this.count(part);
      else if (part.kind === 'edges') yield* this.edges.pieces();
      else {
        yield* this.collections[part.collection]!.sequence.pieces();
        if (!this.edgesInFile && this.hasEdges && this.edges.slots.length > 0) {
          const { newline, indent, afterColon } = this.style;
          yield `,${indent ? newline + indent : this.style.afterComma}"edges":${afterColon}`;
          yield* this.edges.pieces();
        }
      }
    }
  }

  /** The whole file; for small files and tests. */
  toBuffer(): Buffer {
    return Buffer.concat(
      [...this.pieces()].map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
    );
  }

  /** SHA-256 of the file as it would be written, hex. */
  sha256(): string {
    const hash = createHash('sha256');
    for (const piece of this.pieces()) hash.update(piece);
    return hash.digest('hex');
  }

  /** A count follows its list where it was right to begin with. */
  private count(part: { of: 'records' | 'edges'; token: string }): string {
    const before = this.initial[part.of];
    const now = part.of === 'records' ? this.size : this.edges.slots.length;
    return part.token === String(before) ? String(now) : part.token;
  }
}
