import type { Edit } from './edit';
import type { Entry } from './entryShape';

/**
 * Journals and drafts travel with a cube, so anybody may have written them. These checks let only what has
 * the shape of an entry through; whether it fits the memory is decided where it is applied.
 */
export function isEntry(value: unknown): value is Entry {
  if (!isObject(value)) return false;
  const { seq, at, kind, file } = value;
  if (typeof seq !== 'number' || typeof at !== 'string' || typeof file !== 'string') return false;
  if (kind === 'change') {
    const { records } = value;
    const told = records === undefined || (isObject(records) && Object.values(records).every(isTextOrNull));
    return typeof value['session'] === 'string' && told && isEdit(value);
  }
  if (kind === 'external') {
    const { before, after, ops, delta } = value;
    if (ops !== undefined && !isOps(ops)) return false;
    return isTextOrNull(before) && typeof after === 'string' && (delta === undefined || isDelta(delta));
  }
  if (kind === 'save') {
    const { from, before, after, renamed } = value;
    if (renamed !== undefined && !isRenaming(renamed)) return false;
    return typeof from === 'number' && isTextOrNull(before) && typeof after === 'string';
  }
  if (kind === 'open') return typeof value['sha256'] === 'string';
  return typeof kind === 'string';
}

/** Whether a value is an edit with one patch for each operation. */
export function isEdit(value: unknown): value is Edit {
  if (!isObject(value) || !isObject(value['change']) || !Array.isArray(value['patches'])) return false;
  const { id, at, actor, reason, ops } = value['change'];
  const named = [id, at, actor, reason].every((part) => typeof part === 'string');
  return named && isOps(ops) && value['patches'].every(isObject);
}

function isOps(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isOp);
}

function isOp(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { op, edge, key, path, raw } = value;
  if (op === 'link' || op === 'unlink') {
    if (!isObject(edge) || typeof value['index'] !== 'number') return false;
    return [edge['source'], edge['target'], edge['type']].every((part) => typeof part === 'string');
  }
  if (typeof key !== 'string') return false;
  if (op === 'add' || op === 'remove') return typeof raw === 'string' && isTextOrNull(value['previous']);
  const steps = Array.isArray(path) && path.every((s) => typeof s === 'string' || typeof s === 'number');
  return op === 'update' && steps && isTextOrNull(value['before']) && isTextOrNull(value['after']);
}

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

const isDelta = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['at'] === 'number' &&
  typeof value['length'] === 'number' &&
  typeof value['earlier'] === 'string';

const isRenaming = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((k) => typeof k === 'string'));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
