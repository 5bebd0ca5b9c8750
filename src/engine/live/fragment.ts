import { toRaw } from '../base/json/render';
import type { RawJson } from '../base/json/types';
import { readTextMemory } from '../cube/text/readTextMemory';
import type { TextMemory } from '../cube/text/textMemory';
import type { Edge, MemoryRow } from '../model/memory';

/** What a fragment is made of. */
export interface FragmentParts {
  /** Memories with their records. */
  readonly memories: readonly { readonly id: string; readonly raw: RawJson }[];
  /** Memories around them, of which only the row is known; those among `memories` are passed over. */
  readonly around?: readonly MemoryRow[] | undefined;
  /** Relations; repetitions are passed over. */
  readonly edges?: readonly Edge[] | undefined;
}

/**
 * A part of a cube as a text memory of its own, so that everything that reads or edits files reads and edits
 * it too. Memories of which only the row is known have a record with their title, type and status.
 */
export function fragmentOf(name: string, parts: FragmentParts): Promise<TextMemory> {
  const known = new Set(parts.memories.map(({ id }) => id));
  const nodes = parts.memories.map(({ raw }) => raw);
  for (const row of parts.around ?? []) {
    if (known.has(row.id)) continue;
    known.add(row.id);
    nodes.push(standIn(row));
  }
  const edges = new Map<string, string>();
  for (const { source, target, type } of parts.edges ?? []) {
    edges.set(JSON.stringify([source, type, target]), toRaw({ source, target, type }));
  }
  const text = `{"nodes": [${nodes.join(', ')}], "edges": [${[...edges.values()].join(', ')}]}`;
  return readTextMemory(Buffer.from(text), { file: name, format: 'tree_text' });
}

function standIn({ id, title, type, status }: MemoryRow): RawJson {
  return toRaw({ id, memory: title, metadata: { key: title, memory_type: type, status } });
}
