import type { Analyser, ExportPart } from '../../src/engine/store/port';
import type { Change, Op } from '../../src/engine/model/change';
import type { Edge } from '../../src/engine/model/memory';

/** What the stores of the suite take memories apart with: lower-case words, and a digest that shows all it was given. */
export const analyser: Analyser = {
  name: 'suite-1',
  terms: (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
  digest: (record, row) => JSON.stringify([record, row.title, row.tags]),
};

let made = 0;

/** A Change of these operations; its id is fresh. */
export function change(...ops: readonly Op[]): Change {
  return { id: `change-${++made}`, at: '2026-01-02T03:04:05.000Z', actor: 'user', reason: 'test', ops };
}

/** A record as tree_text has it, on one line. */
export function record(id: string, memory: string, metadata: object = {}): string {
  const whole = { memory_type: 'LongTermMemory', status: 'activated', ...metadata };
  return JSON.stringify({ id, memory, metadata: whole });
}

/** What tests look at in a record. */
export const dataOf = (raw: string) =>
  JSON.parse(raw) as { id: string; memory: string; metadata: Record<string, unknown> };

/** Adds a memory after another one, or as the first. */
export const add = (id: string, raw: string, previous: string | null = null): Op => ({
  op: 'add',
  key: id,
  raw,
  previous,
});

export const edge = (source: string, target: string, type = 'PARENT'): Edge => ({ source, target, type });
export const link = (source: string, target: string, type = 'PARENT', index = 1e9): Op => ({
  op: 'link',
  edge: edge(source, target, type),
  index,
});
export const unlink = (source: string, target: string, type = 'PARENT', index = 0): Op => ({
  op: 'unlink',
  edge: edge(source, target, type),
  index,
});

/** Sets a field of a memory. */
export const update = (
  id: string,
  path: readonly (string | number)[],
  before: string | null,
  after: string | null,
): Op => ({ op: 'update', key: id, path, before, after });

/** Memories in the given order, and the edges between them, as one source of portions. */
export async function* portions(
  memories: readonly (readonly [id: string, raw: string])[],
  edges: readonly Edge[] = [],
  size = 100,
): AsyncGenerator<ExportPart> {
  for (let at = 0; at < memories.length; at += size) {
    const part = memories.slice(at, at + size);
    yield { kind: 'memories', memories: part.map(([id, raw]) => ({ id, raw, vectors: [] })) };
    await Promise.resolve();
  }
  for (let at = 0; at < edges.length; at += size) {
    yield { kind: 'edges', edges: edges.slice(at, at + size) };
  }
}

/** A vector of length 1 from a few numbers. */
export function unit(...numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (x) => x / length);
}
