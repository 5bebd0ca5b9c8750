import { StudioError } from '../../base/errors';
import type { EditOf } from '../../model/edit';
import type { TextMemory } from '../text/textMemory';
import { relationId, wantEdges, wantText } from './checks';
import { Draft } from './draft';
import { freshId, newRecord } from './newRecord';
import { isoTime } from './time';
import type { BuiltEdit, EditContext } from './types';

/** A new memory, under a parent where the format has relations. */
export function create(memory: TextMemory, edit: EditOf<'create'>, context: EditContext): BuiltEdit {
  const text = wantText(edit.memory);
  const collection = collectionOf(memory, edit);
  const id = freshId(memory, () => context.newId());
  const draft = new Draft(memory);
  const title = edit.title?.trim();
  const time = isoTime(context.now());
  draft.add(
    id,
    newRecord(memory, { id, memory: text, title, memoryType: edit.memoryType, time, collection }),
    collection,
  );
  if (edit.parent !== null) {
    wantEdges(memory);
    draft.link({ source: relationId(memory, edit.parent), target: id, type: 'PARENT' });
  }
  const named = title || (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return { ops: draft.ops(), keys: [id], reason: { message: 'Create “{0}”', args: [named] } };
}

/** The list of a preference file that the memory goes to; other formats have one list without a name. */
function collectionOf(memory: TextMemory, { collection, memoryType }: EditOf<'create'>): string | undefined {
  const names = memory.collections.map((c) => c.collection);
  if (collection !== undefined && memory.format === 'pref_text' && !names.includes(collection)) {
    throw new StudioError('bad-argument', `${memory.file} has no list "${collection}".`, {
      remedy: `Its lists are: ${names.join(', ') || 'none'}.`,
    });
  }
  if (names.length === 0) {
    throw new StudioError('bad-shape', `${memory.file} has no list that a memory could be added to.`, {
      remedy: 'Add "explicit_preference": [] to the file.',
    });
  }
  if (memory.format !== 'pref_text') return names[0];
  return collection ?? (names.includes(memoryType) ? memoryType : names[0]);
}
