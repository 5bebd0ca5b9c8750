/**
 * Several memories become one, the way MemOS's reorganiser resolves redundancy (memos-interop §4.2): the
 * new memory has the metadata of the newest, with tags, sources and uses united and the highest
 * confidence; it inherits the relations; the originals are archived with MERGED_TO relations to it.
 * Unlike MemOS, which leaves them with both, children move over to the new memory, and it gets one
 * parent, one that is none of its own descendants. Formats without relations note the new id in
 * `evolve_to`.
 */
import { toRaw } from '../../base/json/render';
import type { EditOf } from '../../model/edit';
import type { MemoryKey } from '../../model/memory';
import { normaliseConfidence, normaliseStrings } from '../../model/normalise';
import { readJson } from '../../base/json/value';
import { forestOf } from '../outline/forest';
import type { TextMemory } from '../text/textMemory';
import { descendants, existingKeys, relationId, wantText } from './checks';
import { anotherText, derivedRecord, freshLife, type FieldChange } from './derivedRecord';
import { Draft } from './draft';
import { evolve } from './evolve';
import { freshId } from './newRecord';
import { itemsOf, unite } from './rawList';
import { isoTime } from './time';
import { reasonFor, type BuiltEdit, type EditContext } from './types';

/** Fields whose lists are united as they are written. */
const UNITED = ['sources', 'usage', 'file_ids'];

export function merge(memory: TextMemory, edit: EditOf<'merge'>, context: EditContext): BuiltEdit {
  const keys = existingKeys(memory, edit.keys, 2);
  const text = wantText(edit.memory);
  const id = freshId(memory, () => context.newId());
  const draft = new Draft(memory);
  const base = newest(memory, keys);
  const raw = derivedRecord(memory, base, id, [
    ...freshLife(memory, base, isoTime(context.now())),
    ...united(memory, keys),
    [['metadata', 'status'], toRaw('activated')],
    ...anotherText(memory, base, text),
  ]);
  draft.add(id, raw, memory.row(base)!.collection);
  if (memory.hasEdges) inherit(draft, keys, id);
  for (const key of keys) {
    draft.set(key, ['metadata', 'status'], toRaw('archived'));
    if (!memory.hasEdges) evolve(draft, key, [id]);
  }
  const titles = keys.map((key) => memory.row(key)!.title);
  const reason = reasonFor(titles, 'Merge “{0}”', 'Merge {0} memories into one');
  return { ops: draft.ops(), keys: [id], reason };
}

function newest(memory: TextMemory, keys: readonly MemoryKey[]): MemoryKey {
  const time = (key: MemoryKey): number => {
    const row = memory.row(key)!;
    return row.updatedAt ?? row.createdAt ?? -Infinity;
  };
  return keys.reduce((best, key) => (time(key) > time(best) ? key : best));
}

/** Tags, sources, uses and files of several memories as one, and the highest confidence. */
export function united(memory: TextMemory, keys: readonly MemoryKey[]): FieldChange[] {
  const changes: FieldChange[] = [];
  const raws = (name: string) => keys.map((key) => memory.fieldRaw(key, ['metadata', name]));
  for (const name of UNITED) {
    const lists = raws(name).map(itemsOf);
    if (lists.some((items) => items.length > 0)) changes.push([['metadata', name], unite(lists)]);
  }
  const tags = raws('tags').flatMap((raw) => (raw === null ? [] : normaliseStrings(readJson(raw))));
  if (tags.length > 0) changes.push([['metadata', 'tags'], toRaw([...new Set(tags)])]);
  let highest = -Infinity;
  for (const raw of raws('confidence')) {
    const share = raw === null ? undefined : normaliseConfidence(readJson(raw));
    if (raw === null || share === undefined || share <= highest) continue;
    highest = share;
    changes.push([['metadata', 'confidence'], raw]);
  }
  return changes;
}

/** A new memory takes over the relations of others, which get MERGED_TO relations to it. */
export function inherit(draft: Draft, keys: readonly MemoryKey[], id: string): void {
  const { memory } = draft;
  const forest = forestOf(memory);
  const originals = keys.map((key) => relationId(memory, key));
  const merged = new Set(originals);
  const below = descendants(memory, originals);
  let placed = false;
  for (const original of originals) {
    for (const edge of memory.edgesTo(original)) {
      if (merged.has(edge.source) || edge.type === 'MERGED_TO') continue;
      if (edge.type !== 'PARENT') draft.link({ ...edge, target: id });
      else if (!placed && forest.ofId(edge.source) >= 0 && !below.has(edge.source)) {
        draft.link({ ...edge, target: id });
        placed = true;
      }
    }
    for (const edge of memory.edgesFrom(original)) {
      if (merged.has(edge.target) || edge.type === 'MERGED_TO') continue;
      if (edge.type === 'PARENT') draft.unlink(edge);
      draft.link({ ...edge, source: id });
    }
  }
  for (const source of originals) draft.link({ source, target: id, type: 'MERGED_TO' });
}
