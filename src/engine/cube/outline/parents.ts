/**
 * The first valid parent of each memory, by the numbers that memories have for good (see numbering.ts),
 * so that after a change only the memories concerned are looked at again.
 */
import type { MemoryRow } from '../../model/memory';
import type { EdgeSlot } from '../text/edges';
import type { TextMemory } from '../text/textMemory';
import type { Numbering } from './numbering';

/** Parents by number, -1 for none: the whole list of relations read in order. */
export function readParents(numbering: Numbering, edges: readonly EdgeSlot[]): Int32Array {
  const parents = new Int32Array(numbering.places.length).fill(-1);
  fill(parents, numbering, edges, () => true);
  return parents;
}

/** What has come and gone since the parents were read. */
export interface ParentChanges {
  readonly edges: readonly EdgeSlot[];
  readonly rows: readonly MemoryRow[];
}

/** Parents brought up to date; needs memories whose keys are their ids. */
export function updateParents(
  before: Int32Array,
  memory: TextMemory,
  numbering: Numbering,
  edges: readonly EdgeSlot[],
  changes: ParentChanges,
): Int32Array {
  const parents = new Int32Array(numbering.places.length).fill(-1);
  parents.set(before);
  const children = new Set<string>();
  for (const { edge } of changes.edges) if (edge.type === 'PARENT') children.add(edge.target);
  for (const { id } of changes.rows) {
    children.add(id);
    for (const edge of memory.edgesFrom(id)) if (edge.type === 'PARENT') children.add(edge.target);
  }
  const several = new Set<string>();
  for (const id of children) {
    const child = numbering.ofId(id);
    if (child < 0) continue;
    const found = new Set<number>();
    for (const { type, source } of memory.edgesTo(id)) {
      const parent = type === 'PARENT' ? numbering.ofId(source) : -1;
      if (parent >= 0 && parent !== child) found.add(parent);
    }
    const [only] = found;
    const one = found.size === 1 && only !== undefined;
    parents[numbering.numbers[child]!] = one ? numbering.numbers[only]! : -1;
    if (found.size > 1) several.add(id);
  }
  if (several.size > 0) fill(parents, numbering, edges, (id) => several.has(id));
  return parents;
}

function fill(
  parents: Int32Array,
  numbering: Numbering,
  edges: readonly EdgeSlot[],
  wanted: (id: string) => boolean,
): void {
  for (const { edge } of edges) {
    if (edge.type !== 'PARENT' || !wanted(edge.target)) continue;
    const child = numbering.ofId(edge.target);
    if (child < 0 || parents[numbering.numbers[child]!] !== -1) continue;
    const parent = numbering.ofId(edge.source);
    if (parent >= 0 && parent !== child) parents[numbering.numbers[child]!] = numbering.numbers[parent]!;
  }
}

/** The parents by place, without cycles: each is cut above its member that stands first in the file. */
export function placeParents(parents: Int32Array, { numbers, places }: Numbering): Int32Array {
  const byPlace = numbers.map((number) => {
    const parent = parents[number]!;
    return parent < 0 ? -1 : places[parent]!;
  });
  breakCycles(byPlace);
  return byPlace;
}

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
