/**
 * Places of memories by key and by id, cheap to renew. Each key has a number for good, given when it
 * first appears and shared by all versions; only the place of each number in the file changes, and that
 * is plain arithmetic over arrays.
 */
import type { MemoryKey, MemoryRow } from '../../model/memory';
import { align, isUnchanged } from './align';

export class Numbering {
  /** Number of the memory at each place. */
  readonly numbers: Int32Array;
  /** Place of the memory with each number, -1 for one that is gone. */
  readonly places: Int32Array;
  /** Owners of ids that are not the key of their owner, by place. */
  readonly strays = new Map<string, number>();
  /** For each place the place in the version before, or -1; undefined for the first version. */
  readonly from: Int32Array | undefined;
  private readonly known: Map<MemoryKey, number>;

  constructor(
    private readonly rows: readonly MemoryRow[],
    previous?: Numbering,
  ) {
    this.known = previous?.known ?? new Map<MemoryKey, number>();
    this.numbers = new Int32Array(rows.length);
    this.from = previous && align(previous.rows, rows, sameName);
    for (let at = 0; at < rows.length; at++) {
      const { key, id } = rows[at]!;
      const old = this.from?.[at] ?? -1;
      this.numbers[at] = old >= 0 ? previous!.numbers[old]! : this.numberFor(key);
      if (id !== key && id !== '' && !this.strays.has(id)) this.strays.set(id, at);
    }
    this.places = new Int32Array(this.known.size).fill(-1);
    for (let at = 0; at < rows.length; at++) this.places[this.numbers[at]!] = at;
  }

  ofKey(key: MemoryKey): number {
    const number = this.known.get(key);
    return number === undefined ? -1 : (this.places[number] ?? -1);
  }

  ofId(id: string): number {
    const at = this.ofKey(id);
    return at >= 0 && this.rows[at]!.id === id ? at : (this.strays.get(id) ?? -1);
  }

  /** Whether every memory stands where it stood in the version before, under the same id. */
  isLike(previous: Numbering): boolean {
    return this.from !== undefined && isUnchanged(previous.numbers, this.from);
  }

  private numberFor(key: MemoryKey): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const number = this.known.size;
    this.known.set(key, number);
    return number;
  }
}

const sameName = (a: MemoryRow, b: MemoryRow): boolean => a === b || (a.key === b.key && a.id === b.id);
