import { StudioError } from '../../base/errors';
import type { Edit } from '../../model/edit';
import type { TextMemory } from '../text/textMemory';
import { create } from './create';
import { duplicate } from './duplicate';
import { link, unlink } from './link';
import { merge } from './merge';
import { remove } from './remove';
import { reparent } from './reparent';
import { setField } from './setField';
import { split } from './split';
import { tag } from './tag';
import type { BuiltEdit, EditContext } from './types';

/**
 * Works an edit out as operations that apply to the memory as it is and invert exactly; nothing is
 * changed yet. Throws StudioError with a remedy where it cannot be done: `not-found`, `bad-argument`,
 * `bad-json`, `bad-shape`, `unsupported`, `conflict`, `duplicate-id`.
 */
export function buildEdit(memory: TextMemory, edit: Edit, context: EditContext): BuiltEdit {
  switch (edit.kind) {
    case 'set':
      return setField(memory, edit);
    case 'create':
      return create(memory, edit, context);
    case 'remove':
      return remove(memory, edit);
    case 'duplicate':
      return duplicate(memory, edit, context);
    case 'merge':
      return merge(memory, edit, context);
    case 'split':
      return split(memory, edit, context);
    case 'reparent':
      return reparent(memory, edit);
    case 'tag':
      return tag(memory, edit);
    case 'link':
      return link(memory, edit);
    case 'unlink':
      return unlink(memory, edit);
    default:
      throw new StudioError('bad-argument', `There is no edit "${(edit as { kind: string }).kind}".`);
  }
}
