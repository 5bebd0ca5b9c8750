import type { EditOf } from '../../model/edit';
import type { TextMemory } from '../text/textMemory';
import { existingKeys } from './checks';
import { derivedRecord, freshLife } from './derivedRecord';
import { Draft } from './draft';
import { freshId } from './newRecord';
import { copyPlace } from './place';
import { isoTime } from './time';
import { reasonFor, type BuiltEdit, type EditContext } from './types';

/** A copy of each memory under a fresh id and with a fresh life, under the parents of the original. */
export function duplicate(memory: TextMemory, edit: EditOf<'duplicate'>, context: EditContext): BuiltEdit {
  const keys = existingKeys(memory, edit.keys);
  const draft = new Draft(memory);
  const time = isoTime(context.now());
  const copies = keys.map((key) => {
    const id = freshId(memory, () => context.newId());
    const raw = derivedRecord(memory, key, id, freshLife(memory, key, time));
    draft.add(id, raw, memory.row(key)!.collection);
    copyPlace(draft, key, id);
    return id;
  });
  const titles = keys.map((key) => memory.row(key)!.title);
  const reason = reasonFor(titles, 'Duplicate “{0}”', 'Duplicate {0} memories');
  return { ops: draft.ops(), keys: copies, reason };
}
