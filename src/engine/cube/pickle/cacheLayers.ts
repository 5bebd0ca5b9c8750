import { as, sequence } from './nodes';
import type { DictNode, Node, TensorNode } from './nodes';

/** Keys and values of one layer, where they are tensors. */
export interface CacheLayer {
  readonly key: TensorNode | undefined;
  readonly value: TensorNode | undefined;
}

/**
 * The layers of a transformers cache, in the three forms that were pickled over time: `key_cache` and
 * `value_cache` lists (before 4.56), `layers` with `keys` and `values` (since), and a plain sequence of
 * (keys, values) pairs (before caches were classes).
 * @returns undefined when the node is none of them
 */
export function cacheLayers(memory: Node | undefined): readonly CacheLayer[] | undefined {
  const pairs = sequence(memory);
  if (pairs !== undefined) return fromPairs(pairs);
  const state = stateOf(memory);
  if (state === undefined) return undefined;
  const layers = sequence(state.named.get('layers'));
  if (layers !== undefined) return layers.map(fromLayer);
  const keys = sequence(state.named.get('key_cache'));
  const values = sequence(state.named.get('value_cache'));
  if (keys === undefined && values === undefined) return undefined;
  const count = Math.max(keys?.length ?? 0, values?.length ?? 0);
  return Array.from({ length: count }, (_, i) => layer(keys?.[i], values?.[i]));
}

/** The attributes of a cache or layer object. */
function stateOf(node: Node | undefined): DictNode | undefined {
  const object = as(node, 'object');
  if (object === undefined || !object.className.startsWith('transformers.')) return undefined;
  return as(object.state, 'dict');
}

function fromLayer(node: Node): CacheLayer {
  const state = stateOf(node);
  return layer(state?.named.get('keys'), state?.named.get('values'));
}

function fromPairs(pairs: readonly Node[]): readonly CacheLayer[] | undefined {
  const made: CacheLayer[] = [];
  for (const pair of pairs) {
    const items = sequence(pair);
    if (items?.length !== 2) return undefined;
    made.push(layer(items[0], items[1]));
  }
  return made;
}

function layer(key: Node | undefined, value: Node | undefined): CacheLayer {
  return { key: as(key, 'tensor'), value: as(value, 'tensor') };
}
