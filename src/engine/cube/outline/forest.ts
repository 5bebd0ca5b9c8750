/**
 * The PARENT relations of a text memory as a forest. A file may hold anything: several parents, cycles,
 * relations to memories that are not there. The forest is made deterministic: of several parents the
 * first relation in the file counts, of a cycle the member that stands first in the file becomes a top,
 * and whoever has no parent in this file is a top. Memories are named by their place in the file, from
 * 0; children stand in that order too. After a change a new forest is made out of the one before.
 */
import type { MemoryKey, MemoryRow } from '../../model/memory';
import type { EdgeSlot } from '../text/edges';
import type { TextMemory } from '../text/textMemory';
import { align, differences, isUnchanged } from './align';
import { Numbering } from './numbering';
import { placeParents, readParents, updateParents } from './parents';

/** Above so many changes everything is read anew. */
const MANY = 10_000;

export class Forest {
  readonly rows: readonly MemoryRow[];
  /** Place of the parent, -1 for a top. The same array as long as places and relations stay. */
  readonly parent: Int32Array;
  private readonly numbering: Numbering;
  private readonly edges: readonly EdgeSlot[];
  /** Parents by number, cycles and all. */
  private readonly parents: Int32Array;

  constructor(memory: TextMemory, previous?: Forest) {
    const rows: MemoryRow[] = [];
    for (const { sequence } of memory.collections) for (const { row } of sequence.slots) rows.push(row);
    this.rows = rows;
    this.edges = [...memory.edges.slots];
    this.numbering = new Numbering(rows, previous?.numbering);
    const from = previous && align(previous.edges, this.edges, (a, b) => a === b);
    if (previous && from && this.numbering.isLike(previous.numbering) && isUnchanged(previous.edges, from)) {
      this.parents = previous.parents;
      this.parent = previous.parent;
      return;
    }
    this.parents =
      previous && from && previous.numbering.strays.size + this.numbering.strays.size === 0
        ? this.update(memory, previous, from)
        : readParents(this.numbering, this.edges);
    this.parent = placeParents(this.parents, this.numbering);
  }

  /** Place of a memory by its key, or -1. */
  of(key: MemoryKey): number {
    return this.numbering.ofKey(key);
  }

  /** Place of the memory that relations mean by an id (the first one with it), or -1. */
  ofId(id: string): number {
    return this.numbering.ofId(id);
  }

  /** Whether relations with this memory's id mean this memory. */
  ownsId(at: number): boolean {
    return this.ofId(this.rows[at]!.id) === at;
  }

  /** Places from the top down to the parent. */
  ancestors(at: number): number[] {
    const path: number[] = [];
    for (let up = this.parent[at] ?? -1; up >= 0; up = this.parent[up]!) path.push(up);
    return path.reverse();
  }

  private update(memory: TextMemory, previous: Forest, from: Int32Array): Int32Array {
    const edges = differences(previous.edges, this.edges, from);
    const rows = differences(previous.rows, this.rows, this.numbering.from!);
    const changes = edges.added.length + edges.removed.length + rows.added.length + rows.removed.length;
    if (changes > MANY) return readParents(this.numbering, this.edges);
    return updateParents(previous.parents, memory, this.numbering, this.edges, {
      edges: [...edges.added, ...edges.removed],
      rows: [...rows.added, ...rows.removed],
    });
  }
}

const forests = new WeakMap<TextMemory, { readonly generation: number; readonly forest: Forest }>();

/** The forest of a memory as it is now; kept until the memory changes. */
export function forestOf(memory: TextMemory): Forest {
  const known = forests.get(memory);
  if (known?.generation === memory.generation) return known.forest;
  const forest = new Forest(memory, known?.forest);
  forests.set(memory, { generation: memory.generation, forest });
  return forest;
}
