import type { ManagedTransaction } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import { quickJson } from '../../base/json/quick';
import type { ExportedMemory, ImportOptions, ExportPart } from '../port';
import type { Neo4jConnection } from './connection';
import { mergeEdges, placesOf } from './edges';
import { encodeRecord } from './encode';
import type { Indexes } from './indexes';
import { lockAdding, prepareAdding, refuseForeignIds } from './locks';
import { cypherName } from './names';
import type { Scope } from './scope';
import { putVectors, requireDimensions } from './vectors';
import { textHashOf } from './versionOf';

/** Takes portions in, each in one transaction; edges with an end that is not there are left out and not counted. */
export async function importParts(
  connection: Neo4jConnection,
  scope: Scope,
  indexes: Indexes,
  parts: AsyncIterable<ExportPart>,
  options: ImportOptions,
): Promise<{ memories: number; edges: number }> {
  const { signal, onProgress } = options;
  const done = { memories: 0, edges: 0 };
  await prepareAdding(connection, signal);
  for await (const part of parts) {
    signal?.throwIfAborted();
    if (part.kind === 'memories') {
      done.memories += await importMemories(connection, scope, indexes, part.memories, options);
    } else {
      for (const { type } of part.edges) cypherName(type);
      done.edges += await connection.write(async (tx) => {
        const ids = [...new Set(part.edges.flatMap(({ source, target }) => [source, target]))];
        const places = await placesOf(tx, scope, ids);
        const placed = part.edges.flatMap((edge) => {
          const [a, b] = [places.get(edge.source), places.get(edge.target)];
          return a !== undefined && b !== undefined ? [{ ...edge, a, b }] : [];
        });
        await mergeEdges(tx, scope, placed);
        return placed.length;
      }, signal);
    }
    onProgress?.({ ...done });
  }
  return done;
}

async function importMemories(
  connection: Neo4jConnection,
  scope: Scope,
  indexes: Indexes,
  memories: readonly ExportedMemory[],
  { existing, signal, onAdded }: ImportOptions,
): Promise<number> {
  const encoded = memories.map((memory) => {
    const { properties, embedding } = encodeRecord(memory.raw);
    return { ...memory, properties, own: ownNumbers(memory) ?? embedding };
  });
  const wrong = encoded.find(({ id, properties }) => id === '' || properties.id !== id);
  if (wrong !== undefined) {
    throw new StudioError('bad-shape', `The memory “${wrong.id}” has no id of its own.`, {
      remedy: 'In Neo4j each memory needs one. Give it a new id, then copy again.',
    });
  }
  for (const { own } of encoded) if (own !== undefined) requireDimensions(indexes, own.length);
  const { written, added } = await connection.write(async (tx) => {
    await lockAdding(tx);
    await refuseForeignIds(
      tx,
      scope,
      encoded.map(({ id }) => id),
    );
    const there = await placesOf(
      tx,
      scope,
      encoded.map(({ id }) => id),
    );
    const taken = existing === 'keep' ? encoded.filter(({ id }) => !there.has(id)) : encoded;
    const rows = taken.map(({ id, properties, own }) => ({
      element: there.get(id) ?? null,
      all: { ...properties, ...(own ? { embedding: own } : {}), ...scope.mark },
    }));
    await tx.run('UNWIND $rows AS row WITH row WHERE row.element IS NULL CREATE (n:Memory) SET n = row.all', {
      rows,
    });
    await tx.run(
      `UNWIND $rows AS row MATCH (n:Memory) WHERE elementId(n) = row.element AND ${scope.of('n')} SET n = row.all`,
      { ...scope.params, rows },
    );
    await importVectors(tx, scope, taken);
    const ids = taken.map(({ id }) => id);
    return { written: ids.length, added: ids.filter((id) => !there.has(id)) };
  }, signal);
  onAdded?.(added);
  return written;
}

/** The cube's own vector, with all the digits that it was written with where these are known. */
function ownNumbers({ vectorRaw, vectors }: ExportedMemory): number[] | undefined {
  const value = vectorRaw === undefined ? undefined : quickJson(vectorRaw);
  if (Array.isArray(value)) return value.map(Number);
  const own = vectors.find(({ embedder }) => embedder.name === '')?.vector;
  return own && [...own];
}

/** Vectors of other embedders, which are made from the text that comes with them. */
async function importVectors(
  tx: ManagedTransaction,
  scope: Scope,
  memories: readonly (ExportedMemory & { readonly properties: Readonly<Record<string, unknown>> })[],
): Promise<void> {
  const byEmbedder = new Map<string, Parameters<typeof putVectors>[3][number][]>();
  const tags = new Map<string, Parameters<typeof putVectors>[2]>();
  for (const { id, properties, vectors } of memories) {
    for (const { embedder, vector } of vectors) {
      if (embedder.name === '') continue;
      const key = JSON.stringify([embedder.name, embedder.dimensions]);
      tags.set(key, embedder);
      const item = { id, vector, textHash: textHashOf(String(properties.memory)) };
      byEmbedder.set(key, [...(byEmbedder.get(key) ?? []), item]);
    }
  }
  for (const [key, items] of byEmbedder) {
    const tag = tags.get(key);
    if (tag !== undefined) await putVectors(tx, scope, tag, items);
  }
}
