import { StudioError } from '../../base/errors';
import { dtypeNames, storageClasses } from './dtypes';

/**
 * The globals that an activation memory file may name. `class`: instances are described, `call`: the result
 * is worked out here from the arguments (see `calls.ts`), `value`: only the name matters. A name outside this
 * list is refused, whatever it is: the list holds no function that could do harm even where it is harmless
 * to us, so that a file that passes here is also one that a person may hand to MemOS.
 */
type Role = 'class' | 'call' | 'value';

const allowed = new Map<string, Role>();

function allow(role: Role, module: string, names: readonly string[]): void {
  for (const name of names) allowed.set(`${module}.${name}`, role);
}

allow('class', 'memos.memories.activation.item', [
  'ActivationMemoryItem',
  'KVCacheItem',
  'VLLMKVCacheItem',
  'KVCacheRecords',
]);
allow('class', 'transformers.cache_utils', [
  'DynamicCache',
  'DynamicLayer',
  'DynamicSlidingWindowLayer',
  'StaticCache',
  'StaticLayer',
]);
allow('call', 'torch._utils', ['_rebuild_tensor', '_rebuild_tensor_v2', '_rebuild_tensor_v3']);
allow('call', 'torch.storage', ['_load_from_bytes']);
allow('call', 'torch', ['device', 'Size']);
allow('value', 'torch.storage', ['UntypedStorage']);
allow('value', 'torch', ['UntypedStorage', ...storageClasses, ...dtypeNames]);
allow('call', 'collections', ['OrderedDict']);
allow('call', 'datetime', ['datetime', 'date', 'time', 'timedelta', 'timezone']);
allow('call', 'pydantic_core._pydantic_core', ['TzInfo']);
allow('call', 'builtins', ['set', 'frozenset', 'list', 'tuple', 'dict', 'bytes', 'bytearray']);
allow('call', '_codecs', ['encode']);

/**
 * The full name of a global, if it may be named at all.
 * @param offset byte offset of the instruction that names it
 * @throws StudioError `forbidden-global` with the name and the offset
 */
export function allowedGlobal(
  module: string,
  name: string,
  place: { file: string | undefined; offset: number },
): string {
  // Protocols below 3 use Python 2's name of the module.
  const full = `${module === '__builtin__' ? 'builtins' : module}.${name}`;
  if (!allowed.has(full)) throw forbidden(full, place);
  return full;
}

/** What an allowed name stands for. */
export function roleOf(name: string): Role | undefined {
  return allowed.get(name);
}

/** The refusal of a name. Long names are cut: the file chose them. */
export function forbidden(name: string, place: { file: string | undefined; offset: number }): StudioError {
  const shown = name.length > 200 ? `${name.slice(0, 200)}…` : name;
  return new StudioError(
    'forbidden-global',
    `This file asks for ${JSON.stringify(shown)}, which no activation memory needs. Nothing of it was run.`,
    { place, remedy: 'Do not load it with Python: unpickling it may run commands.' },
  );
}
