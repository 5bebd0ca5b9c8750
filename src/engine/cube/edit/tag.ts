import { StudioError } from '../../base/errors';
import { toRaw } from '../../base/json/render';
import { readJson } from '../../base/json/value';
import type { EditOf } from '../../model/edit';
import { normaliseStrings } from '../../model/normalise';
import type { TextMemory } from '../text/textMemory';
import { existingKeys } from './checks';
import { Draft } from './draft';
import { reasonFor, type BuiltEdit } from './types';

/** Adds tags to and removes tags from many memories; the order of the others stays. */
export function tag(memory: TextMemory, edit: EditOf<'tag'>): BuiltEdit {
  const keys = existingKeys(memory, edit.keys);
  const add = edit.add.map((name) => name.trim()).filter((name) => name !== '');
  const drop = new Set(edit.remove);
  if (add.length === 0 && drop.size === 0) {
    throw new StudioError('bad-argument', 'No tag is given.', { remedy: 'Name at least one tag.' });
  }
  const draft = new Draft(memory);
  for (const key of keys) {
    const raw = memory.fieldRaw(key, ['metadata', 'tags']);
    const before = raw === null ? [] : normaliseStrings(readJson(raw));
    const after = [...new Set([...before.filter((name) => !drop.has(name)), ...add])];
    if (toRaw(after) !== toRaw(before)) draft.set(key, ['metadata', 'tags'], toRaw(after));
  }
  const titles = keys.map((key) => memory.row(key)!.title);
  const reason =
    drop.size === 0
      ? reasonFor(titles, 'Tag “{0}”: {1}', 'Tag {0} memories: {1}')
      : add.length === 0
        ? reasonFor(titles, 'Untag “{0}”: {1}', 'Untag {0} memories: {1}')
        : reasonFor(titles, 'Change tags of “{0}”: {1}', 'Change tags of {0} memories: {1}');
  const names = add.length === 0 ? [...drop] : add;
  return { ops: draft.ops(), keys, reason: { ...reason, args: [...reason.args, names.join(', ')] } };
}
