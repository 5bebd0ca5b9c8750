import type { Edge } from '../../../src/engine/model/memory';

/** Groups of memories that relations hold together, in the order of their first members. */
export function connectedParts(
  keys: readonly string[],
  edges: readonly Pick<Edge, 'source' | 'target'>[],
): string[][] {
  const root = new Map(keys.map((key) => [key, key]));
  const find = (key: string): string => {
    let at = key;
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) {
      root.set(at, root.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { source, target } of edges) root.set(find(source), find(target));
  const parts = new Map<string, string[]>();
  for (const key of keys) {
    const name = find(key);
    const part = parts.get(name);
    if (part) part.push(key);
    else parts.set(name, [key]);
  }
  return [...parts.values()];
}
