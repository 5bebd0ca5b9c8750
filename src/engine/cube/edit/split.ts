import { StudioError } from '../../base/errors';
import { toRaw } from '../../base/json/render';
import { readJson } from '../../base/json/value';
import type { EditOf } from '../../model/edit';
import type { TextMemory } from '../text/textMemory';
import { existingKeys, relationId, wantText } from './checks';
import { anotherText, derivedRecord, freshLife, type FieldChange } from './derivedRecord';
import { Draft } from './draft';
import { evolve } from './evolve';
import { freshId } from './newRecord';
import { copyPlace } from './place';
import { isoTime } from './time';
import type { BuiltEdit, EditContext } from './types';

/**
 * One memory becomes several under the same parents, each with the metadata of the original and a
 * number behind its title. The original is archived and names them in `evolve_to`; where the format has
 * relations, MERGED_TO leads to them too, MemOS's relation from an old memory to what replaces it.
 */
export function split(memory: TextMemory, edit: EditOf<'split'>, context: EditContext): BuiltEdit {
  const { key } = edit;
  existingKeys(memory, [key]);
  const parts = edit.parts.map(wantText);
  if (parts.length < 2) {
    throw new StudioError('bad-argument', 'A memory is split into at least two parts.', {
      remedy: 'Divide its text at another place.',
    });
  }
  const draft = new Draft(memory);
  const life = freshLife(memory, key, isoTime(context.now()));
  const taken = new Set<string>();
  for (const [at, part] of parts.entries()) {
    const id = freshId(memory, () => context.newId());
    taken.add(id);
    const changes = [...life, ...numbered(memory, key, at + 1), ...anotherText(memory, key, part)];
    const status: FieldChange = [['metadata', 'status'], toRaw('activated')];
    draft.add(id, derivedRecord(memory, key, id, [...changes, status]), memory.row(key)!.collection);
    copyPlace(draft, key, id);
    if (memory.hasEdges) draft.link({ source: relationId(memory, key), target: id, type: 'MERGED_TO' });
  }
  draft.set(key, ['metadata', 'status'], toRaw('archived'));
  evolve(draft, key, [...taken]);
  const args = [memory.row(key)!.title, String(parts.length)];
  return { ops: draft.ops(), keys: [...taken], reason: { message: 'Split “{0}” into {1}', args } };
}

function numbered(memory: TextMemory, key: string, number: number): FieldChange[] {
  const raw = memory.fieldRaw(key, ['metadata', 'key']);
  const title = raw === null ? null : readJson(raw);
  if (typeof title !== 'string' || title === '') return [];
  return [[['metadata', 'key'], toRaw(`${title} (${number})`)]];
}
