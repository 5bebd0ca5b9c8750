/**
 * Opening a text-memory file of any of MemOS's four formats (memos-interop §1.6). The bytes stay in one
 * buffer, read and scanned in portions so that the event loop breathes; each record is read once for its
 * row in lists and then only when somebody looks at it.
 */
import { isUtf8 } from 'node:buffer';
import { StudioError } from '../../base/errors';
import { byteLine } from '../../base/position';
import { MEMORY_STYLE, detectStyle } from '../../base/json/style';
import type { TextFormat } from '../../model/memory';
import { EdgeIndex, edgeOf, type EdgeSlot } from './edges';
import { KeyMaker, makeSlot, type RecordSlot } from './records';
import { ByteScanner, type Span } from './scan';
import { Sequence } from './sequence';
import { TextMemory, type TemplatePart } from './textMemory';

export interface ReadOptions {
  /** Name for messages. */
  readonly file?: string;
  /** Format by the cube's config; without it the shape of the file decides. */
  readonly format?: TextFormat | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Records read between two breaths. */
const PORTION = 2000;

/** Reads a file's bytes; throws StudioError `bad-json`, `bad-encoding` or `bad-shape` with its place. */
export async function readTextMemory(bytes: Buffer, options: ReadOptions = {}): Promise<TextMemory> {
  const file = options.file ?? 'textual_memory.json';
  if (!isUtf8(bytes)) throw badEncoding(bytes, file);
  const scanner = new ByteScanner(bytes, file);
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const start = scanner.skipSpace(bom);
  const format = options.format ?? detectFormat(scanner, start);
  const reader = new Reader(scanner, format, options);
  const style = detectStyle(bytes.toString('utf8', bom, Math.min(bytes.length, bom + 4096)), MEMORY_STYLE);
  const opener = bytes[start];
  if (opener === 91 && format !== 'tree_text' && format !== 'pref_text') {
    await reader.array(start, 'records', undefined);
    reader.finish();
  } else if (opener === 123 && (format === 'tree_text' || format === 'pref_text')) {
    await reader.object(start);
  } else {
    const wanted = format === 'tree_text' || format === 'pref_text' ? 'an object' : 'a list';
    const { line } = byteLine(bytes, start);
    throw new StudioError('bad-shape', `A ${format} file must hold ${wanted} at its top level.`, {
      place: { file, line, column: 1 },
      remedy: 'Check the backend of text_mem in config.json.',
    });
  }
  return new TextMemory({ file, format, style, bytes, scanner, ...reader.result() });
}

function badEncoding(bytes: Buffer, file: string): StudioError {
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (validPrefix(bytes, middle)) low = middle;
    else high = middle;
  }
  const { line } = byteLine(bytes, low);
  return new StudioError('bad-encoding', `The file is not valid UTF-8.`, {
    place: { file, line, offset: low },
    remedy: 'Convert it to UTF-8; nothing was changed.',
  });
}

/** Whether the first `length` bytes are valid UTF-8, a character cut at the end not counted. */
function validPrefix(bytes: Buffer, length: number): boolean {
  for (let back = 0; back < 4 && back <= length; back++) {
    if (isUtf8(bytes.subarray(0, length - back))) return true;
  }
  return false;
}

/** Tells the format by the shape of the file. */
export function detectFormat(scanner: ByteScanner, start: number): TextFormat {
  const { bytes, file } = scanner;
  if (bytes[start] === 91) {
    for (const span of scanner.elements(start)) {
      if (bytes[span.start] !== 123) break;
      for (const member of scanner.members(span.start)) {
        if (member.key === 'payload' || member.key === 'vector') return 'general_text';
      }
      return 'naive_text';
    }
    return 'naive_text';
  }
  if (bytes[start] === 123) {
    for (const member of scanner.members(start)) {
      if (member.key === 'nodes') return 'tree_text';
      if (member.key.endsWith('_preference')) return 'pref_text';
    }
  }
  const { line } = byteLine(bytes, start);
  throw new StudioError('bad-shape', 'This is not a text memory of MemOS.', {
    place: { file, line, column: 1 },
    remedy: 'Expected a list of memories, {"nodes": […], "edges": […]}, or lists of preferences.',
  });
}

/** Collects the parts of the file while walking over it once. */
class Reader {
  end = 0;
  private readonly parts: TemplatePart[] = [];
  private readonly records: { collection: string | undefined; sequence: Sequence<RecordSlot> }[] = [];
  private edges: Sequence<EdgeSlot> | undefined;
  private readonly index = new EdgeIndex();
  private readonly keys = new KeyMaker();
  private position = 0;

  constructor(
    private readonly scanner: ByteScanner,
    private readonly format: TextFormat,
    private readonly options: ReadOptions,
  ) {}

  result() {
    return { parts: this.parts, collections: this.records, edges: this.edges, edgeIndex: this.index };
  }

  /** Notes source bytes that stay as they are. */
  raw(from: number, to: number): void {
    if (to > from) this.parts.push({ kind: 'raw', start: from, end: to });
    this.end = to;
  }

  async object(start: number): Promise<void> {
    let at = 0;
    for (const member of this.scanner.members(start)) {
      const isArray = this.scanner.bytes[member.start] === 91;
      const role = roleOf(this.format, member.key);
      if (role === 'count') {
        member.end = this.scanner.skipValue(member.start);
        this.raw(at, member.start);
        const token = this.scanner.bytes.toString('utf8', member.start, member.end);
        this.parts.push({ kind: 'count', of: member.key === 'total_nodes' ? 'records' : 'edges', token });
        at = member.end;
      } else if (isArray && role) {
        this.raw(at, member.start);
        await this.array(member.start, role, this.format === 'pref_text' ? member.key : undefined);
        at = member.end = this.end;
      } else if (role === 'records' && this.format === 'tree_text') {
        this.scanner.fail('"nodes" must be a list.', member.start);
      }
    }
    const end = this.scanner.lastEnd;
    this.raw(at, end);
    this.finish();
  }

  /** Keeps what follows the value; only white space may. */
  finish(): void {
    const { bytes } = this.scanner;
    const rest = this.scanner.skipSpace(this.end);
    if (rest < bytes.length) this.scanner.fail('Something follows the end of the JSON value.', rest);
    this.raw(this.end, bytes.length);
  }

  async array(start: number, role: 'records' | 'edges', collection: string | undefined): Promise<void> {
    const { bytes } = this.scanner;
    if (role === 'records' && this.parts.length === 0) this.raw(0, start);
    const sequence = new Sequence<RecordSlot | EdgeSlot>(bytes);
    const { slots } = sequence;
    let after = start + 1;
    const [trails, leads] = [new Spaces(bytes), new Spaces(bytes)];
    const pending: { span: Span; lead: string }[] = [];
    for (const item of this.scanner.elements(start)) {
      const comma = slots.length + pending.length > 0 ? this.scanner.skipSpace(after) : after - 1;
      const trail = trails.get(after, comma);
      const previous = pending.pop();
      if (previous) slots.push(this.slot(previous.span, role, { lead: previous.lead, trail }, collection));
      pending.push({ span: item, lead: leads.get(comma + 1, item.start) });
      after = item.end;
      if (slots.length % PORTION === PORTION - 1) await this.breathe(item.end / bytes.length);
    }
    const end = this.scanner.lastEnd;
    const last = pending.pop();
    if (last) slots.push(this.slot(last.span, role, { lead: last.lead, trail: '' }, collection));
    const inner = bytes.toString('latin1', after, end - 1);
    if (slots.length === 0) sequence.empty = inner;
    else sequence.tail = inner;
    this.scanner.lastEnd = end;
    this.end = end;
    if (role === 'edges') {
      this.edges = sequence as Sequence<EdgeSlot>;
      this.parts.push({ kind: 'edges' });
    } else {
      this.parts.push({ kind: 'records', collection: this.records.length });
      this.records.push({ collection, sequence: sequence as Sequence<RecordSlot> });
    }
  }

  private slot(
    span: Span,
    role: 'records' | 'edges',
    space: { lead: string; trail: string },
    collection: string | undefined,
  ): RecordSlot | EdgeSlot {
    if (role === 'records') {
      return makeSlot(this.scanner, span, this.format, space, this.keys, this.position++, collection);
    }
    const text = this.scanner.bytes.toString('utf8', span.start, span.end);
    const edge = edgeOf(readEdge(this.scanner, text, span));
    this.index.add(edge);
    const { start, end } = span;
    const { lead, trail } = space;
    return { start, end, text: undefined, lead, trail, edge };
  }

  private async breathe(share: number): Promise<void> {
    this.options.onProgress?.(share);
    await new Promise((resolve) => setImmediate(resolve));
    this.options.signal?.throwIfAborted();
  }
}

function readEdge(scanner: ByteScanner, text: string, span: Span) {
  try {
    return JSON.parse(text) as null;
  } catch {
    return scanner.fail('This edge is malformed.', span.start);
  }
}

function roleOf(format: TextFormat, key: string): 'records' | 'edges' | 'count' | undefined {
  if (format === 'pref_text') return 'records';
  if (key === 'nodes') return 'records';
  if (key === 'edges') return 'edges';
  return key === 'total_nodes' || key === 'total_edges' ? 'count' : undefined;
}

/** White space between items as text; the same bytes as last time are the same string. */
class Spaces {
  private last = '';

  constructor(private readonly bytes: Buffer) {}

  get(from: number, to: number): string {
    if (to <= from) return '';
    if (!this.isLast(from, to)) this.last = this.bytes.toString('latin1', from, to);
    return this.last;
  }

  private isLast(from: number, to: number): boolean {
    const { bytes, last } = this;
    if (to - from !== last.length) return false;
    for (let at = 0; at < last.length; at++) if (bytes[from + at] !== last.charCodeAt(at)) return false;
    return true;
  }
}
