/**
 * Collects what an edit wants of a text memory and turns it into operations that apply and invert
 * exactly: the values before are read from the memory, relations and records go away last first so that
 * their places are right at every step, and new ones come after.
 */
import { StudioError } from '../../base/errors';
import { parseJson } from '../../base/json/parse';
import { renderRaw, toRaw } from '../../base/json/render';
import type { JsonNode, RawJson } from '../../base/json/types';
import { nodeAt } from '../../base/json/value';
import type { EdgeOp, Op, RecordOp, UpdateOp } from '../../model/change';
import type { Edge, FieldPath, MemoryKey } from '../../model/memory';
import { physicalPath } from '../text/layout';
import type { TextMemory } from '../text/textMemory';
import { ONE_LINE } from './rawList';

interface NewRecord {
  readonly key: MemoryKey;
  readonly raw: RawJson;
  readonly collection: string | undefined;
}

export class Draft {
  private readonly updates: UpdateOp[] = [];
  private readonly removed = new Set<MemoryKey>();
  private readonly added: NewRecord[] = [];
  private readonly unlinked = new Map<string, Edge>();
  private readonly linked = new Map<string, Edge>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(readonly memory: TextMemory) {}

  /** Sets a field, or removes it with null; each field at most once. Nothing where it is so already. */
  set(key: MemoryKey, path: FieldPath, after: RawJson | null): void {
    const { memory } = this;
    const text = memory.text(key);
    const root = parseJson(text);
    const physical = physicalPath(memory.format, path);
    const node = nodeAt(root, physical);
    const before = node ? text.slice(node.start, node.end) : null;
    if (before === after) return;
    if (node || after === null) this.updates.push({ op: 'update', key, path, before, after });
    else this.updates.push({ op: 'update', key, before, ...wholePart(root, path, physical, key, after) });
  }

  /** Takes a record away; its relations are to be unlinked apart. */
  remove(key: MemoryKey): void {
    this.removed.add(key);
  }

  /** Adds a record; the first added stands first. */
  add(key: MemoryKey, raw: RawJson, collection?: string): void {
    this.added.push({ key, raw, collection });
  }

  /** Takes away every relation like this one. */
  unlink(edge: Edge): void {
    this.unlinked.set(nameOf(edge), edge);
  }

  /** Adds a relation at the end; nothing where the file will have it anyway. */
  link(edge: Edge): void {
    const name = nameOf(edge);
    if (!this.edgesOf(edge.source).has(name) || this.unlinked.has(name)) this.linked.set(name, edge);
  }

  /** Names of the relations that start at a memory; the memory does not change while a draft is made. */
  private edgesOf(source: string): ReadonlySet<string> {
    let names = this.known.get(source);
    if (!names) this.known.set(source, (names = new Set(this.memory.edgesFrom(source).map(nameOf))));
    return names;
  }

  /** The operations: relations away, records away, records in, relations in, fields. */
  ops(): Op[] {
    const unlinks = this.unlinks();
    const first = this.memory.edges.slots.length - unlinks.length;
    const links = [...this.linked.values()].map<EdgeOp>((edge, at) => ({
      op: 'link',
      edge,
      index: first + at,
    }));
    return [...unlinks, ...this.removes(), ...this.adds(), ...links, ...this.updates];
  }

  private unlinks(): EdgeOp[] {
    const ops: EdgeOp[] = [];
    const sources = new Set([...this.unlinked.values()].map((edge) => edge.source));
    if (sources.size === 0) return ops;
    for (const [index, slot] of this.memory.edges.slots.entries()) {
      if (!sources.has(slot.edge.source) || !this.unlinked.has(nameOf(slot.edge))) continue;
      const text = this.memory.body(slot);
      const plain = renderRaw(text, ONE_LINE) === toRaw({ ...slot.edge });
      ops.push({ op: 'unlink', edge: slot.edge, index, raw: plain ? undefined : text });
    }
    return ops.reverse();
  }

  private removes(): RecordOp[] {
    const ops: RecordOp[] = [];
    if (this.removed.size === 0) return ops;
    for (const { sequence, collection } of this.memory.collections) {
      let previous: MemoryKey | null = null;
      for (const slot of sequence.slots) {
        const { key } = slot.row;
        if (this.removed.has(key)) {
          ops.push({ op: 'remove', key, raw: this.memory.body(slot), previous, collection });
        }
        previous = key;
      }
    }
    return ops.reverse();
  }

  private adds(): RecordOp[] {
    const ends = new Map<string | undefined, MemoryKey | null>();
    return this.added.map(({ key, raw, collection }) => {
      const previous = ends.has(collection) ? ends.get(collection)! : this.placeBefore(collection);
      ends.set(collection, key);
      return { op: 'add', key, raw, previous, collection };
    });
  }

  /**
   * Where MemOS would write a new memory: a tree export is sorted by `created_at`, newest first, so at
   * the beginning; the other formats append.
   */
  private placeBefore(collection: string | undefined): MemoryKey | null {
    const { collections, format } = this.memory;
    if (format === 'tree_text') return null;
    const { sequence } = collections.find((c) => c.collection === collection) ?? collections[0]!;
    return sequence.slots.findLast((slot) => !this.removed.has(slot.row.key))?.row.key ?? null;
  }
}

const nameOf = ({ source, target, type }: Edge): string => JSON.stringify([source, type, target]);

/**
 * A field in an object that is missing too: the outermost missing object is added whole, so that taking
 * it back leaves nothing behind. Throws `bad-shape` where something else stands in the way.
 */
function wholePart(root: JsonNode, path: FieldPath, physical: FieldPath, key: MemoryKey, raw: RawJson) {
  let end = physical.length;
  while (end > 1 && !nodeAt(root, physical.slice(0, end - 1))) end--;
  const parent = nodeAt(root, physical.slice(0, end - 1))!;
  const inner = physical.slice(end);
  const appends = parent.kind === 'array' && physical[end - 1] === parent.items.length;
  if ((parent.kind !== 'object' && !appends) || inner.some((step) => typeof step === 'number')) {
    const name = physical.slice(0, end - 1).join('.') || 'The record';
    throw new StudioError(
      'bad-shape',
      `"${name}" of memory "${key}" is ${kindName(parent)}, not an object.`,
      {
        remedy: 'Replace it by an object first.',
      },
    );
  }
  const after = inner.reduceRight<RawJson>((value, step) => `{${JSON.stringify(step)}: ${value}}`, raw);
  const kept = path.length - inner.length;
  return { path: kept > 0 ? path.slice(0, kept) : physical.slice(0, end), after };
}

const kindName = ({ kind }: JsonNode): string => (kind === 'null' ? 'null' : `a JSON ${kind}`);
