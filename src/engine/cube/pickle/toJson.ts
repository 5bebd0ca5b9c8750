import type { Budget } from './budget';
import type { Node } from './nodes';
import type { Json } from '../../model/activationReport';

const deepest = 20;

/**
 * A node as JSON, for metadata of any content. Bytes, tensors and objects become short descriptions; what is
 * deeper than 20 levels, or more than the file itself could hold, becomes `…`. The depth limit bounds the
 * recursion and ends cycles.
 */
export function toJson(node: Node, budget: Budget, depth = 0): Json {
  if (!budget.mayReport(typeof node === 'string' ? node.length : 8)) return '…';
  if (node === null || typeof node === 'boolean' || typeof node === 'string') return node;
  if (typeof node === 'number') return Number.isFinite(node) ? node : String(node);
  if (typeof node === 'bigint') return node.toString();
  if (node instanceof Uint8Array) return `bytes(${node.byteLength})`;
  switch (node.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return depth >= deepest ? '…' : list(node.items, budget, depth);
    case 'dict':
      return depth >= deepest ? '…' : dictionary(node.named, budget, depth);
    case 'time':
      return node.iso;
    case 'delta':
    case 'zone':
      return `${node.seconds} s`;
    case 'device':
    case 'global':
      return node.name;
    case 'object':
      return node.className;
    case 'storage':
      return `storage of ${node.bytes.byteLength} bytes`;
    case 'tensor':
      return `tensor of shape (${node.shape.join(', ')})`;
  }
}

function list(items: readonly Node[], budget: Budget, depth: number): Json {
  const made: Json[] = [];
  for (const item of items) {
    const json = toJson(item, budget, depth + 1);
    made.push(json);
    if (json === '…') break;
  }
  return made;
}

/** The entries with text keys. `Object.fromEntries` defines keys, so `__proto__` is one like any other. */
export function dictionary(
  named: ReadonlyMap<string, Node>,
  budget: Budget,
  depth = 0,
): { readonly [key: string]: Json } {
  const made: [string, Json][] = [];
  for (const [key, value] of named) {
    if (!budget.mayReport(key.length)) break;
    made.push([key, toJson(value, budget, depth + 1)]);
  }
  return Object.fromEntries(made);
}
