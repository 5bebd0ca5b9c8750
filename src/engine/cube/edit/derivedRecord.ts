import { applySplice, removeValue, setValue } from '../../base/json/edit';
import { parseJson } from '../../base/json/parse';
import { toRaw } from '../../base/json/render';
import type { RawJson } from '../../base/json/types';
import { nodeAt } from '../../base/json/value';
import type { FieldPath, MemoryKey } from '../../model/memory';
import { physicalPath } from '../text/layout';
import type { TextMemory } from '../text/textMemory';
import { placeholderVector } from './placeholderVector';

/** A field and its new value; null takes it away. */
export type FieldChange = readonly [path: FieldPath, raw: RawJson | null];

/**
 * A copy of a record under another id with fields changed: everything else, unknown fields and number
 * tokens included, stays as it is written. A field that is to go and is not there is no matter.
 */
export function derivedRecord(
  memory: TextMemory,
  from: MemoryKey,
  id: string,
  changes: readonly FieldChange[],
): RawJson {
  const ids: FieldChange[] = [[['id'], toRaw(id)]];
  if (memory.format === 'general_text') ids.push([['payload', 'id'], toRaw(id)]);
  let text = memory.text(from);
  for (const [path, raw] of [...ids, ...changes]) {
    const physical = physicalPath(memory.format, path);
    const splice = raw === null ? removeValue(text, physical) : setValue(text, physical, raw);
    if (splice) text = applySplice(text, splice);
  }
  return text;
}

/** Changes that every new memory made out of others needs: its times, and a life that begins now. */
export function freshLife(memory: TextMemory, from: MemoryKey, time: string): FieldChange[] {
  const root = parseJson(memory.text(from));
  const has = (name: string): boolean =>
    nodeAt(root, physicalPath(memory.format, ['metadata', name])) !== undefined;
  const always = memory.format === 'tree_text';
  const changes: FieldChange[] = [];
  for (const name of ['created_at', 'updated_at']) {
    if (always || has(name)) changes.push([['metadata', name], toRaw(time)]);
  }
  if (has('usage')) changes.push([['metadata', 'usage'], '[]']);
  if (has('evolve_to')) changes.push([['metadata', 'evolve_to'], '[]']);
  if (has('working_binding')) changes.push([['metadata', 'working_binding'], null]);
  return changes;
}

/** Changes that go with another text: the text, and a vector that is no longer true goes. */
export function anotherText(memory: TextMemory, from: MemoryKey, text: string): FieldChange[] {
  const { collection } = memory.slot(from).row;
  return [
    [['memory'], toRaw(text)],
    [['vector'], placeholderVector(memory, collection) ?? null],
  ];
}
