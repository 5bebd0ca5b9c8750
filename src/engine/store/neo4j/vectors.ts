/** Vectors: kept, read, and those that are missing. */
import { int, type ManagedTransaction } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import type { EmbedderTag } from '../../model/store';
import type { Among, TextToEmbed, VectorItem } from '../port';
import type { Indexes } from './indexes';
import type { Scope } from './scope';
import { vectorLabel } from './vectorLabel';
import { textHashOf } from './versionOf';

const PAGE = 500;

/** What a vector was made from, by the id of its memory; of the cube's own only those that were ever recorded. */
const MADE_FROM = `v.user_name = coalesce($tenant, '') AND v.embedder = $embedder AND v.id IN $ids`;

/** Throws `bad-argument` where the cube's own index is of other dimensions: MemOS would not find these vectors. */
export function requireDimensions(indexes: Indexes, dimensions: number): void {
  if (indexes.own === undefined || indexes.own.dimensions === dimensions) return;
  throw new StudioError(
    'bad-argument',
    `The vector index “${indexes.own.name}” of this database has ${indexes.own.dimensions} dimensions, these vectors have ${dimensions}.`,
    {
      remedy: 'Use the embedder that made this database, or a database whose index has the same dimensions.',
    },
  );
}

export function requireLength(embedder: EmbedderTag, vector: Float32Array): void {
  if (vector.length === embedder.dimensions) return;
  throw new StudioError(
    'bad-argument',
    `A vector of ${vector.length} numbers is none of “${embedder.name}”, which makes ${embedder.dimensions}.`,
  );
}

export async function putVectors(
  tx: ManagedTransaction,
  scope: Scope,
  embedder: EmbedderTag,
  items: readonly VectorItem[],
): Promise<void> {
  const ids = items.map(({ id }) => id);
  const values = { ...scope.params, ids, embedder: embedder.name };
  const found = await tx.run<{ id: string; element: string; text: string }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')}
     RETURN n.id AS id, elementId(n) AS element, coalesce(n.memory, '') AS text`,
    values,
  );
  const there = new Map(found.records.map((record) => [record.get('id'), record.toObject()]));
  const old = await tx.run<{ id: string; element: string }>(
    `MATCH (v:MemCubeVector) WHERE ${MADE_FROM} RETURN v.id AS id, elementId(v) AS element`,
    values,
  );
  const kept = new Map(old.records.map((record) => [record.get('id'), record.get('element')]));
  // A vector of a text that is no longer there would be stale at once.
  const rows = items.flatMap(({ id, vector, textHash, taken }) => {
    const memory = there.get(id);
    if (memory === undefined || textHashOf(memory.text) !== textHash) return [];
    const [old, mark] = [kept.get(id) ?? null, taken === true ? true : null];
    return [{ id, node: memory.element, old, text: memory.text, vector: [...vector], taken: mark }];
  });
  const more = { ...values, dimensions: int(embedder.dimensions) };
  const own = embedder.name === '';
  const label = own ? '' : `:${vectorLabel(embedder)}`;
  const keep = own ? '' : 'WITH v, row CALL db.create.setNodeVectorProperty(v, "vector", row.vector)';
  await tx.run(
    `UNWIND $rows AS row WITH row WHERE row.old IS NULL
     CREATE (v:MemCubeVector${label} {id: row.id, user_name: coalesce($tenant, ''), embedder: $embedder,
       dimensions: $dimensions, text: row.text, taken: row.taken}) ${keep}`,
    { ...more, rows },
  );
  await tx.run(
    `UNWIND $rows AS row MATCH (v:MemCubeVector) WHERE elementId(v) = row.old
     SET v.text = row.text, v.taken = row.taken ${keep}`,
    { ...more, rows },
  );
  if (!own) return;
  await tx.run(
    `UNWIND $rows AS row MATCH (n:Memory) WHERE elementId(n) = row.node AND ${scope.of('n')}
     CALL db.create.setNodeVectorProperty(n, 'embedding', row.vector)`,
    { ...more, rows },
  );
}

/** The fresh ones. */
export async function vectors(
  tx: ManagedTransaction,
  scope: Scope,
  ids: readonly string[],
  embedder: EmbedderTag,
): Promise<Map<string, Float32Array>> {
  const own = embedder.name === '';
  const texts = await madeFrom(tx, scope, embedder, ids);
  const { records } = await tx.run<{ id: string; text: string; own: number[] | null }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')}
     RETURN n.id AS id, coalesce(n.memory, '') AS text, ${own ? 'n.embedding' : 'null'} AS own`,
    { ...scope.params, ids },
  );
  const result = new Map<string, Float32Array>();
  for (const { id, text, own: embedding } of records.map((record) => record.toObject())) {
    const made = texts.get(id);
    const vector = own ? embedding : (made?.vector ?? null);
    const fresh = own ? made === undefined || made.text === text : made?.text === text;
    if (fresh && vector?.length === embedder.dimensions) result.set(id, Float32Array.from(vector));
  }
  return result;
}

async function madeFrom(
  tx: ManagedTransaction,
  scope: Scope,
  embedder: EmbedderTag,
  ids: readonly string[],
): Promise<Map<string, { text: string; vector: number[] | null }>> {
  const { records } = await tx.run<{ id: string; text: string; vector: number[] | null }>(
    `MATCH (${labelled(embedder)}) WHERE ${MADE_FROM} RETURN v.id AS id, v.text AS text, v.vector AS vector`,
    { ...scope.params, ids, embedder: embedder.name },
  );
  return new Map(records.map((record) => [record.get('id'), record.toObject()]));
}

/** The nodes of an embedder's vectors; both labels are named, since the index on ids is one of the first. */
const labelled = (embedder: EmbedderTag): string =>
  embedder.name === '' ? 'v:MemCubeVector' : `v:MemCubeVector:${vectorLabel(embedder)}`;

/** Which of these memories have a fresh vector, without reading the vectors. */
async function freshOnes(
  tx: ManagedTransaction,
  scope: Scope,
  memories: readonly { readonly id: string; readonly text: string }[],
  embedder: EmbedderTag,
): Promise<Set<string>> {
  const own = embedder.name === '';
  const values = {
    ...scope.params,
    ids: memories.map(({ id }) => id),
    embedder: embedder.name,
    dimensions: int(embedder.dimensions),
  };
  const made = await tx.run<{ id: string; text: string; right: boolean }>(
    `MATCH (${labelled(embedder)}) WHERE ${MADE_FROM}
     RETURN v.id AS id, v.text AS text, coalesce(size(v.vector) = $dimensions, false) AS right`,
    values,
  );
  const texts = new Map(made.records.map((record) => [record.get('id'), record.toObject()]));
  if (!own) {
    const fresh = memories.filter(
      ({ id, text }) => texts.get(id)?.right === true && texts.get(id)?.text === text,
    );
    return new Set(fresh.map(({ id }) => id));
  }
  const having = await tx.run<{ id: string }>(
    `MATCH (n:Memory) WHERE n.id IN $ids AND ${scope.of('n')} AND size(n.embedding) = $dimensions RETURN n.id AS id`,
    values,
  );
  const there = new Set(having.records.map((record) => record.get('id')));
  const fresh = memories.filter(({ id, text }) => there.has(id) && (texts.get(id)?.text ?? text) === text);
  return new Set(fresh.map(({ id }) => id));
}

/** Texts without a fresh vector, in the order of their ids; empty ones are left out. */
export async function unembedded(
  tx: ManagedTransaction,
  scope: Scope,
  indexes: Indexes,
  embedder: EmbedderTag,
  after: string,
  limit: number,
): Promise<TextToEmbed[]> {
  const result: TextToEmbed[] = [];
  // By the index on ids a page is read in its order; by that on tenants all would be read and sorted.
  const hint = indexes.id === undefined ? '' : 'USING INDEX n:Memory(id)';
  for (let last = after; ;) {
    const { records } = await tx.run<{ id: string; text: string }>(
      `MATCH (n:Memory) ${hint} WHERE ${scope.of('n')} AND n.id > $last AND n.memory <> ''
       RETURN n.id AS id, n.memory AS text ORDER BY n.id LIMIT $page`,
      { ...scope.params, last, page: int(PAGE) },
    );
    const page = records.map((record) => record.toObject());
    const fresh = await freshOnes(tx, scope, page, embedder);
    for (const { id, text } of page) {
      if (fresh.has(id)) continue;
      result.push({ id, text, textHash: textHashOf(text) });
      if (result.length === limit) return result;
    }
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return result;
    last = end.id;
  }
}

/** Texts whose vector was taken over and not compared yet, in the order of their ids. */
export async function unchecked(
  tx: ManagedTransaction,
  scope: Scope,
  embedder: EmbedderTag,
  among: Among,
  limit: number,
): Promise<TextToEmbed[]> {
  const { records } = await tx.run<{ id: string; text: string }>(
    `MATCH (${labelled(embedder)}) WHERE v.user_name = coalesce($tenant, '') AND v.embedder = $embedder
       AND v.taken AND ${'ids' in among ? 'v.id IN $ids' : 'v.id > $after'}
     MATCH (n:Memory) WHERE n.id = v.id AND ${scope.of('n')} AND n.memory = v.text
     RETURN n.id AS id, n.memory AS text ORDER BY n.id LIMIT $limit`,
    { ...scope.params, ...among, embedder: embedder.name, limit: int(limit) },
  );
  return records.map((record) => {
    const { id, text } = record.toObject();
    return { id, text, textHash: textHashOf(text) };
  });
}

/** Memories whose own vector was made from another text than they have now. */
export async function staleOwn(tx: ManagedTransaction, scope: Scope): Promise<string[]> {
  const { records } = await tx.run<{ id: string }>(
    `MATCH (v:MemCubeVector) WHERE v.user_name = coalesce($tenant, '') AND v.embedder = ''
     MATCH (n:Memory) WHERE n.id = v.id AND ${scope.of('n')} AND v.text <> n.memory
     RETURN n.id AS id`,
    scope.params,
  );
  return records.map((record) => record.get('id'));
}
