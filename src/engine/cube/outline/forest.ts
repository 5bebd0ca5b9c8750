/**
 * The PARENT relations of a text memory as a forest. A file may hold anything: several parents, cycles,
 * relations to memories that are not there. The forest is made deterministic: of several parents the
 * first relation in the file counts, of a cycle the member that stands first in the file becomes a top,
 * and whoever has no parent in this file is a top. Memories are numbered by their place in the file;
 * children stand in that order too.
 */
import type { MemoryKey, MemoryRow } from '../../model/memory';
import type { EdgeSlot } from '../text/edges';
import type { TextMemory } from '../text/textMemory';

export class Forest {
  readonly rows: readonly MemoryRow[];
  /** Number of the parent, -1 for a top. The same array as long as the relations stay as they are. */
  readonly parent: Int32Array;
  private readonly numbering: Numbering;
  private readonly edges: readonly EdgeSlot[];

  /** What has not changed since `previous` is taken over from it. */
  constructor(memory: TextMemory, previous?: Forest) {
    this.rows = memory.collections.flatMap(({ sequence }) => sequence.slots.map((slot) => slot.row));
    this.edges = [...memory.edges.slots];
    const sameRows = previous !== undefined && sameKeys(this.rows, previous.rows);
    this.numbering = sameRows ? previous.numbering : new Numbering(this.rows);
    this.parent =
      sameRows && sameItems(this.edges, previous.edges) ? previous.parent : this.readParents(this.edges);
  }

  /** Number of a memory by its key, or -1. */
  of(key: MemoryKey): number {
    return this.numbering.keys.get(key) ?? -1;
  }

  /** Number of the memory that relations mean by an id (the first one with it), or -1. */
  ofId(id: string): number {
    return this.numbering.ofId(id);
  }

  /** Whether relations with this memory's id mean this memory. */
  ownsId(at: number): boolean {
    return this.ofId(this.rows[at]!.id) === at;
  }

  /** Numbers from the top down to the parent. */
  ancestors(at: number): number[] {
    const path: number[] = [];
    for (let up = this.parent[at] ?? -1; up >= 0; up = this.parent[up]!) path.push(up);
    return path.reverse();
  }

  private readParents(edges: readonly EdgeSlot[]): Int32Array {
    const parents = new Int32Array(this.rows.length).fill(-1);
    for (const { edge } of edges) {
      if (edge.type !== 'PARENT') continue;
      const child = this.ofId(edge.target);
      if (child < 0 || parents[child] !== -1) continue;
      const parent = this.ofId(edge.source);
      if (parent >= 0 && parent !== child) parents[child] = parent;
    }
    breakCycles(parents);
    return parents;
  }
}

/** Numbers by key and by id. */
class Numbering {
  readonly keys = new Map<MemoryKey, number>();
  /** Owners of ids that are not the key of their owner. */
  private readonly strays = new Map<string, number>();

  constructor(private readonly rows: readonly MemoryRow[]) {
    for (const [at, { key, id }] of rows.entries()) {
      this.keys.set(key, at);
      if (id !== key && id !== '' && !this.strays.has(id)) this.strays.set(id, at);
    }
  }

  ofId(id: string): number {
    const at = this.keys.get(id);
    return at !== undefined && this.rows[at]!.id === id ? at : (this.strays.get(id) ?? -1);
  }
}

/** Cuts each cycle above its member with the lowest number. */
function breakCycles(parent: Int32Array): void {
  const seen = new Int32Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    let at = start;
    while (at >= 0 && seen[at] === 0) {
      seen[at] = start + 1;
      at = parent[at]!;
    }
    if (at < 0 || seen[at] !== start + 1) continue;
    let lowest = at;
    for (let next = parent[at]!; next !== at; next = parent[next]!) lowest = Math.min(lowest, next);
    parent[lowest] = -1;
  }
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at]);

const sameKeys = (a: readonly MemoryRow[], b: readonly MemoryRow[]): boolean =>
  a.length === b.length &&
  a.every((row, at) => row === b[at] || (row.key === b[at]!.key && row.id === b[at]!.id));

const forests = new WeakMap<TextMemory, { readonly generation: number; readonly forest: Forest }>();

/** The forest of a memory as it is now; kept until the memory changes. */
export function forestOf(memory: TextMemory): Forest {
  const known = forests.get(memory);
  if (known?.generation === memory.generation) return known.forest;
  const forest = new Forest(memory, known?.forest);
  forests.set(memory, { generation: memory.generation, forest });
  return forest;
}
