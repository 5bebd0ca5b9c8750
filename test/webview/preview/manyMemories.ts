import type { FakeRecord } from '../host/fakeCube';

const TYPES = [
  'LongTermMemory',
  'LongTermMemory',
  'UserMemory',
  'WorkingMemory',
  'OuterMemory',
  'RawFileMemory',
];

/** A tree of so many memories, each parent with about eight children. */
export function manyMemories(count: number) {
  const nodes = Array.from({ length: count }, (_, index): FakeRecord => ({
    id: `m${index}`,
    memory: `Memory number ${index} says something of about this length, so that rows look as they do in life.`,
    metadata: {
      key: `Memory number ${index} with a title`,
      memory_type: TYPES[index % TYPES.length] ?? '',
      status: index % 17 === 0 ? 'archived' : 'activated',
      tags: [`tag ${index % 9}`],
      usage: Array.from({ length: (index * 7) % 23 }, () => '{"time": "2026-11-20T10:00:00"}'),
      updated_at: '2026-11-20T10:00:00',
    },
  }));
  const edges = nodes
    .slice(1)
    .map(({ id }, index) => ({ source: `m${Math.floor(index / 8)}`, target: id, type: 'PARENT' }));
  return { nodes, edges };
}
