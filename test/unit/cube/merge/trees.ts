import fc from 'fast-check';
import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';

export type Json = null | number | string | Json[] | { [key: string]: Json };
export interface Tree {
  nodes: { id: string; memory: string; metadata: Record<string, Json> }[];
  edges: { source: string; target: string; type: string }[];
}

export const read = (tree: Tree | Json) => readTextMemory(Buffer.from(JSON.stringify(tree, null, 4)));
/** What a file says, in any order. */
export const contentOf = (bytes: Buffer) => {
  const tree = JSON.parse(bytes.toString()) as Tree;
  const byId = [...tree.nodes].sort((a, b) => a.id.localeCompare(b.id));
  return { nodes: byId, edges: new Set(tree.edges.map((edge) => JSON.stringify(edge))) };
};

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.integer({ max: 3, min: 0 }),
  fc.constantFrom('x', 'y'),
  fc.constant(null),
  fc.array(fc.integer({ max: 1, min: 0 }), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('m', 'n'), fc.integer({ max: 2, min: 0 })),
);
/** Small trees that are likely to touch each other. */
export const tree: fc.Arbitrary<Tree> = fc.record({
  nodes: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      memory: fc.constantFrom('one', 'two'),
      metadata: fc.dictionary(fc.constantFrom('k', 'l', '__proto__'), value),
    }),
    { selector: (node) => node.id },
  ),
  edges: fc.uniqueArray(
    fc.record({
      source: fc.constantFrom('a', 'b'),
      target: fc.constantFrom('c', 'd'),
      type: fc.constant('PARENT'),
    }),
    { selector: (edge) => JSON.stringify(edge) },
  ),
});
