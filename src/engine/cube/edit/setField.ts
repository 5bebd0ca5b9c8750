import { StudioError } from '../../base/errors';
import { parseJson } from '../../base/json/parse';
import type { RawJson } from '../../base/json/types';
import { toRaw } from '../../base/json/render';
import type { EditOf } from '../../model/edit';
import type { FieldPath, TextFormat } from '../../model/memory';
import type { TextMemory } from '../text/textMemory';
import { existingKeys } from './checks';
import { Draft } from './draft';
import { reasonFor, type BuiltEdit } from './types';

/** Members of a record, besides text, metadata and vector, that MemOS accepts. */
const RECORD_MEMBERS: Record<TextFormat, readonly string[]> = {
  naive_text: [],
  tree_text: [],
  general_text: ['payload', 'score'],
  pref_text: ['original_text', 'score'],
};

/** Sets one field of many memories, or with null takes it away. Only that field's lines change. */
export function setField(memory: TextMemory, edit: EditOf<'set'>): BuiltEdit {
  const keys = existingKeys(memory, edit.keys);
  checkValue(memory, edit.path, edit.raw);
  const draft = new Draft(memory);
  for (const key of keys) {
    if (edit.raw !== null) checkRecordMember(memory, key, edit.path);
    draft.set(key, edit.path, edit.raw);
  }
  const name = edit.path[0] === 'metadata' ? edit.path.slice(1).join('.') : edit.path.join('.');
  const titles = keys.map((key) => memory.row(key)!.title);
  const { message, args } =
    edit.raw === null
      ? reasonFor(titles, 'Remove {1} from “{0}”', 'Remove {1} from {0} memories')
      : reasonFor(titles, 'Set {1} of “{0}”', 'Set {1} of {0} memories');
  return { ops: draft.ops(), keys, reason: { message, args: [...args, name] } };
}

function checkValue(memory: TextMemory, path: FieldPath, raw: RawJson | null): void {
  const [head, ...rest] = path;
  const name = path.join('.');
  if (head === undefined) throw new StudioError('bad-argument', 'A field needs a name.');
  const node = raw === null ? undefined : parseJson(raw, { file: name });
  const refuse = (message: string, remedy: string): never => {
    throw new StudioError('bad-argument', message, { remedy });
  };
  if (isId(memory.format, path)) {
    refuse('The id of a memory cannot be changed.', 'Duplicate the memory and remove the old one.');
  }
  if (raw === null && typeof path.at(-1) === 'number') {
    refuse('Single items of a list cannot be removed.', 'Set the whole list.');
  }
  if (head === 'memory' && (rest.length > 0 || node?.kind !== 'string')) {
    refuse('The text of a memory must be a JSON string.', 'Remove the whole memory if it is not wanted.');
  }
  if (head === 'metadata' && rest.length === 0 && node?.kind !== 'object') {
    refuse('The metadata of a memory must be a JSON object.', 'Remove single fields instead.');
  }
  const vector = node?.kind === 'array' && node.items.every((item) => item.kind === 'number');
  if (isVector(memory.format, path) && node && node.kind !== 'null' && !vector) {
    refuse('A vector must be a list of numbers.', `Give a list, or remove "${name}".`);
  }
}

function isId(format: TextFormat, path: FieldPath): boolean {
  return (
    toRaw([...path]) === '["id"]' || (format === 'general_text' && toRaw([...path]) === '["payload", "id"]')
  );
}

function isVector(format: TextFormat, path: FieldPath): boolean {
  if (path.length === 1 && path[0] === 'vector') return true;
  const inMetadata = path.length === 2 && path[0] === 'metadata' && path[1] === 'embedding';
  return inMetadata && (format === 'tree_text' || format === 'naive_text');
}

/** MemOS refuses records with members that it does not know, so none is added; those there may change. */
function checkRecordMember(memory: TextMemory, key: string, path: FieldPath): void {
  const head = String(path[0]);
  if (['memory', 'metadata', 'vector', ...RECORD_MEMBERS[memory.format]].includes(head)) return;
  if (memory.fieldRaw(key, [head]) !== null) return;
  throw new StudioError('bad-argument', `MemOS refuses a memory with the extra member "${head}".`, {
    remedy: 'Put it into the metadata, where any name is allowed.',
  });
}
