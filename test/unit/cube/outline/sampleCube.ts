import { readTextMemory } from '../../../../src/engine/cube/text/readTextMemory';
import type { TextMemory } from '../../../../src/engine/cube/text/textMemory';

export interface SampleMemory {
  readonly id: string;
  readonly memory?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A tree cube out of memories and relations written `parent>child` or `a-TYPE>b`. */
export async function treeCube(memories: readonly SampleMemory[], edges: readonly string[] = []) {
  const nodes = memories.map(({ id, memory = id, metadata = {} }) => ({ id, memory, metadata }));
  const relations = edges.map((edge) => {
    const [, source, type = 'PARENT', target] = /^([^->]+)(?:-(\w+))?>(.+)$/.exec(edge)!;
    return { source, target, type };
  });
  const file = { nodes, edges: relations, total_nodes: nodes.length, total_edges: relations.length };
  return readTextMemory(Buffer.from(JSON.stringify(file, null, 4)));
}

const WORDS = 'honey kitchen winter ticket grandmother lamp 蜂蜜 杭州 bicycle letter river clock'.split(' ');

/** A cube of any size: topics with ten children each, about 600 bytes a memory. */
export async function largeCube(count: number): Promise<TextMemory> {
  const nodes: string[] = [];
  const edges: string[] = [];
  for (let i = 0; i < count; i++) {
    const word = (n: number): string => WORDS[(i * 7 + n * 13 + ((i / 11) | 0)) % WORDS.length]!;
    const id = `${i.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
    const day = String((i % 28) + 1).padStart(2, '0');
    const node = {
      id,
      memory: `${word(1)} ${word(2)} number ${i}: the ${word(3)} stood by the ${word(4)} when it was ${word(5)}, and nobody had told anyone about it before the evening.`,
      metadata: {
        sources: [{ type: 'chat', role: 'user', content: `I saw the ${word(6)} at ${i % 24} o'clock.` }],
        confidence: 0.9,
        usage: i % 10 === 0 ? [`{"time": "2026-11-${day}T10:00:00", "info": {"session_id": "s"}}`] : [],
        created_at: `2026-11-${day}T08:15:06.774979000+00:00`,
        memory_type: i % 3 === 0 ? 'UserMemory' : 'LongTermMemory',
        type: 'fact',
        tags: [word(7), word(8), `tag${i % 500}`],
        updated_at: `2026-11-${day}T08:15:06.774979000+00:00`,
        key: `${word(9)} ${i}`,
        background: '',
        status: i % 20 === 0 ? 'archived' : 'activated',
      },
    };
    nodes.push(JSON.stringify(node, null, 1));
    const parent = Math.floor((i - 1) / 10);
    if (i > 0 && i % 50 !== 0) {
      const source = `${parent.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
      edges.push(JSON.stringify({ source, target: id, type: 'PARENT' }));
    }
  }
  return readTextMemory(Buffer.from(`{"nodes": [${nodes.join(',\n')}],\n"edges": [${edges.join(',\n')}]}`));
}
