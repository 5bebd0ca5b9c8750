import type { Call, CallSite } from './context';
import { emptyDict, kindOf, sequence, setEntry } from './nodes';
import type { Node } from './nodes';
import { rebuildTensor } from './tensor';
import { dateNode, dateTimeNode, deltaNode, timeNode, zoneNode } from './times';

/** What each callable global of `globals.ts` yields, worked out from its arguments alone. */
const calls = new Map<string, Call>([
  ['torch._utils._rebuild_tensor', (args, site) => rebuildTensor(args, site)],
  ['torch._utils._rebuild_tensor_v2', (args, site) => rebuildTensor(args, site)],
  ['torch._utils._rebuild_tensor_v3', (args, site) => rebuildTensor(args, site, args[6] ?? null)],
  ['torch.storage._load_from_bytes', storage],
  ['torch.device', device],
  ['torch.Size', (args, site) => ({ kind: 'tuple', items: itemsOf(args, site) })],
  ['collections.OrderedDict', dictionary],
  ['builtins.dict', dictionary],
  ['builtins.set', (args, site) => ({ kind: 'set', items: [...itemsOf(args, site)] })],
  ['builtins.frozenset', (args, site) => ({ kind: 'set', items: [...itemsOf(args, site)] })],
  ['builtins.list', (args, site) => ({ kind: 'list', items: [...itemsOf(args, site)] })],
  ['builtins.tuple', (args, site) => ({ kind: 'tuple', items: itemsOf(args, site) })],
  ['builtins.bytes', byteString],
  ['builtins.bytearray', byteString],
  ['_codecs.encode', encode],
  ['datetime.datetime', dateTimeNode],
  ['datetime.date', dateNode],
  ['datetime.time', timeNode],
  ['datetime.timedelta', deltaNode],
  ['datetime.timezone', zoneNode],
  ['pydantic_core._pydantic_core.TzInfo', zoneNode],
]);

/**
 * The node that a call of an allowed function stands for.
 * @throws StudioError `bad-pickle` when the arguments do not fit
 */
export function callGlobal(name: string, args: readonly Node[], site: CallSite): Node {
  const call = calls.get(name);
  if (call === undefined) throw site.bad(`${name} cannot be called.`);
  return call(args, site);
}

/** The items of the one optional argument. Charged, as the same list may be copied again and again. */
function itemsOf(args: readonly Node[], site: CallSite): readonly Node[] {
  if (args.length === 0) return [];
  const items = sequence(args[0]);
  if (items === undefined) throw site.bad(`Items expected, not a ${kindOf(args[0])}.`);
  for (let i = 0; i < items.length; i += 1) site.context.budget.opcode(site.offset, site.context.file);
  return items;
}

function dictionary(args: readonly Node[], site: CallSite): Node {
  const made = emptyDict();
  for (const pair of itemsOf(args, site)) {
    const [key, value] = sequence(pair) ?? [];
    if (key === undefined || value === undefined)
      throw site.bad('A dict is made of something else than pairs.');
    setEntry(made, key, value);
  }
  return made;
}

function storage(args: readonly Node[], site: CallSite): Node {
  const [blob] = args;
  if (!(blob instanceof Uint8Array)) throw site.bad(`A storage made of a ${kindOf(blob)} instead of bytes.`);
  return site.context.loadStorage(blob, site);
}

function device(args: readonly Node[], site: CallSite): Node {
  const [type, index] = args;
  if (typeof type !== 'string') throw site.bad('A device without a name.');
  return { kind: 'device', name: typeof index === 'number' ? `${type}:${index}` : type };
}

function byteString(args: readonly Node[], site: CallSite): Node {
  const [value] = args;
  if (value === undefined) return new Uint8Array(0);
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return latin1(value, site);
  throw site.bad(`Bytes expected, not a ${kindOf(value)}.`);
}

/** Protocol 2 writes bytes as `_codecs.encode(text, 'latin1')`. */
function encode(args: readonly Node[], site: CallSite): Node {
  const [text, encoding] = args;
  if (typeof text !== 'string' || encoding !== 'latin1') {
    throw site.bad("_codecs.encode is only accepted for 'latin1' bytes.");
  }
  return latin1(text, site);
}

function latin1(text: string, site: CallSite): Uint8Array {
  if (!site.context.budget.mayInflate(text.length)) throw site.bad('The same text is decoded too often.');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 255) throw site.bad('A character that is no byte.');
    bytes[i] = code;
  }
  return bytes;
}
