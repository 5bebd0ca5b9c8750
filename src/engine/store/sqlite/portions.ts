import { toRaw } from '../../base/json/render';
import type { Edge } from '../../model/memory';
import type { ExportedMemory, ExportPart, ImportOptions } from '../port';
import type { Connection, SqlRow } from './connection';
import { fromIdText, toIdText } from './idText';
import { edgeRow } from './neighbourhood';
import { lastPosition } from './positions';
import { refreshRoots, refreshRootsAfter } from './roots';
import { floatsOf } from './vectorBytes';
import {
  embedderOf,
  GAP,
  insertMemory,
  keptOf,
  OWN,
  putVector,
  replaceMemory,
  tick,
  type Writing,
} from './write';

/** Memories and edges in one portion of an export. */
const PORTION = 500;

/** Everything in portions, in its order, as it was when each portion is read. */
export async function* exportParts(connection: Connection, signal?: AbortSignal): AsyncGenerator<ExportPart> {
  for (let after = -Number.MAX_SAFE_INTEGER; ;) {
    signal?.throwIfAborted();
    const rows = connection.all(
      'SELECT n, id, raw, position FROM memories WHERE position > ? ORDER BY position LIMIT ?',
      after,
      PORTION,
    );
    if (rows.length === 0) break;
    after = Number(rows.at(-1)!['position']);
    yield { kind: 'memories', memories: exported(connection, rows) };
    await breathe();
  }
  for (let after = -Number.MAX_SAFE_INTEGER; ;) {
    signal?.throwIfAborted();
    const rows = connection.all(
      'SELECT position, source, target, type, raw FROM edges WHERE position > ? ORDER BY position LIMIT ?',
      after,
      PORTION * 4,
    );
    if (rows.length === 0) return;
    after = Number(rows.at(-1)!['position']);
    yield { kind: 'edges', edges: rows.map(edgeRow) };
    await breathe();
  }
}

/** Memories by id as an export gives them. */
export function portionOf(connection: Connection, ids: readonly string[]): ExportedMemory[] {
  const rows = connection.all(
    'SELECT n, id, raw FROM memories WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position',
    JSON.stringify(ids.map(toIdText)),
  );
  return exported(connection, rows);
}

function exported(connection: Connection, rows: readonly SqlRow[]): ExportedMemory[] {
  const vectors = vectorsByMemory(connection, rows);
  return rows.map((row) => ({
    id: fromIdText(String(row['id'])),
    raw: String(row['raw']),
    ...(vectors.get(Number(row['n'])) ?? { vectors: [] }),
  }));
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function vectorsByMemory(connection: Connection, memories: readonly SqlRow[]) {
  const found = new Map<
    number,
    { vectors: ExportedMemory['vectors'][number][]; vectorRaw?: string; vectorPlace?: number }
  >();
  const rows = connection.all(
    `SELECT v.n, v.numbers, v.raw, v.place, b.name, b.dimensions FROM json_each(?) j
     CROSS JOIN memories m ON m.n = j.value CROSS JOIN vectors v ON v.n = m.n CROSS JOIN embedders b ON b.e = v.e
     WHERE (v.hash = m.hash AND v.taken = 0) OR v.raw IS NOT NULL ORDER BY v.e`,
    JSON.stringify(memories.map((row) => row['n'])),
  );
  for (const row of rows) {
    const n = Number(row['n']);
    const item = found.get(n) ?? { vectors: [] };
    const embedder = { name: fromIdText(String(row['name'])), dimensions: Number(row['dimensions']) };
    item.vectors.push({ embedder, vector: floatsOf(row['numbers'] as Uint8Array).slice() });
    if (typeof row['raw'] === 'string') item.vectorRaw = row['raw'];
    if (typeof row['place'] === 'number') item.vectorPlace = row['place'];
    found.set(n, item);
  }
  return found;
}

/** Puts portions in, one transaction each; `written` is told the ids of each. */
export async function importParts(
  to: Writing,
  parts: AsyncIterable<ExportPart>,
  options: ImportOptions,
  written: (ids: readonly string[]) => void,
): Promise<{ memories: number; edges: number }> {
  const done = { memories: 0, edges: 0 };
  const seen = new Map<string, number>();
  for await (const part of parts) {
    options.signal?.throwIfAborted();
    const { ids, added } = await to.connection.write(
      () =>
        part.kind === 'memories'
          ? importMemories(to, part.memories, options)
          : { ids: importEdges(to, part.edges, seen), added: [] },
      options.signal,
    );
    options.onAdded?.(added);
    if (part.kind === 'memories') done.memories += part.memories.length;
    else done.edges += part.edges.length;
    written(ids);
    options.onProgress?.(done);
    await breathe();
  }
  return done;
}

interface Written {
  readonly ids: readonly string[];
  /** Those of them that were not there. */
  readonly added: readonly string[];
}

function importMemories(
  to: Writing,
  memories: readonly ExportedMemory[],
  { existing }: ImportOptions,
): Written {
  const { connection } = to;
  const version = tick(connection);
  const written: string[] = [];
  const added: string[] = [];
  let position = lastPosition(connection, 'memories');
  for (const { id, raw, vectors, vectorRaw, vectorPlace } of memories) {
    const kept = keptOf(connection, id);
    if (kept && existing === 'keep') continue;
    const own = vectorRaw ?? ownText(vectors);
    if (kept) replaceMemory(to, id, kept, raw, version, own ?? null, vectorPlace);
    else insertMemory(to, id, raw, { version, position }, own, vectorPlace);
    position += GAP;
    const now = keptOf(connection, id)!;
    for (const { embedder, vector } of vectors) {
      if (embedder.name === OWN) continue;
      const made = { hash: now.hash, stamp: version };
      putVector(connection, embedderOf(connection, embedder), now.n, vector, made);
    }
    written.push(id);
    if (!kept) added.push(id);
  }
  refreshRoots(connection, written);
  return { ids: written, added };
}

/** The cube's own vector as text, from where it comes as numbers alone. */
function ownText(vectors: ExportedMemory['vectors']): string | undefined {
  const own = vectors.find(({ embedder }) => embedder.name === OWN);
  return own && toRaw(Array.from(own.vector));
}

/** An edge that is there as often as it came is not put again, so that an import can be repeated. */
function importEdges({ connection }: Writing, edges: readonly Edge[], seen: Map<string, number>): string[] {
  let position = lastPosition(connection, 'edges');
  tick(connection);
  for (const { source, target, type } of edges) {
    const values = [source, target, type].map(toIdText);
    const name = JSON.stringify(values);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const sql = 'SELECT count(*) FROM edges WHERE source = ? AND target = ? AND type = ?';
    if (connection.number(sql, ...values) >= times) continue;
    connection.run(
      'INSERT INTO edges (position, source, target, type) VALUES (?, ?, ?, ?)',
      position,
      ...values,
    );
    position += GAP;
  }
  refreshRootsAfter(connection, edges);
  return [...new Set(edges.flatMap(({ source, target }) => [source, target]))];
}
