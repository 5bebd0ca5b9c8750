import { int } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import type { EmbedderTag } from '../../model/store';
import type { Neo4jConnection } from './connection';
import { asNumber } from './rows';
import { vectorLabel } from './vectorLabel';

export const TEXT_INDEX = 'memcube_text_index';

/** The indexes of a database that a cube can make use of. */
export interface Indexes {
  /** Name of the index that finds a memory by its id. */
  readonly id: string | undefined;
  readonly text: string | undefined;
  /** MemOS's vector index on `Memory.embedding`. */
  readonly own: VectorIndex | undefined;
  /** Indexes of other embedders' vectors, by their label. */
  readonly others: ReadonlyMap<string, VectorIndex>;
}

export interface VectorIndex {
  readonly name: string;
  readonly dimensions: number;
}

interface IndexShape {
  readonly [key: string]: unknown;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly labels: readonly string[] | null;
  readonly properties: readonly string[] | null;
  readonly dimensions: unknown;
}

/** Only indexes that are online count. */
export async function findIndexes(connection: Neo4jConnection, signal?: AbortSignal): Promise<Indexes> {
  const { records } = await connection.read(
    (tx) =>
      tx.run<IndexShape>(
        `SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties, options
         RETURN name, type, state, labelsOrTypes AS labels, properties,
           options.indexConfig['vector.dimensions'] AS dimensions`,
      ),
    signal,
  );
  const online = records.map((record) => record.toObject()).filter(({ state }) => state === 'ONLINE');
  const on = (type: string, label: string, property: string) =>
    online.find(
      (index) => index.type === type && index.labels?.includes(label) && index.properties?.[0] === property,
    );
  const vector = (index: IndexShape | undefined): VectorIndex | undefined =>
    index && { name: index.name, dimensions: asNumber(index.dimensions) ?? 0 };
  const others = online.filter(
    ({ type, labels }) => type === 'VECTOR' && labels?.[0]?.startsWith('MemCubeVector_'),
  );
  return {
    id: on('RANGE', 'Memory', 'id')?.name,
    text: online.find(({ name, type }) => type === 'FULLTEXT' && name === TEXT_INDEX)?.name,
    own: vector(on('VECTOR', 'Memory', 'embedding')),
    others: new Map(
      others.flatMap((index) => {
        const found = vector(index);
        return found ? [[String(index.labels?.[0]), found] as const] : [];
      }),
    ),
  };
}

/**
 * Makes the indexes that are missing: MemOS's own four, one on ids of memories and one on those of our vectors, one
 * on words, and one for the vectors of each embedder named. To be called only when the owner of the database has agreed. Waits until they are online.
 */
export async function createIndexes(
  connection: Neo4jConnection,
  consent: {
    readonly agreed: true;
    readonly dimensions?: number | undefined;
    readonly embedders?: readonly EmbedderTag[];
  },
): Promise<void> {
  const vector = (name: string, label: string, property: string, dimensions: number) => {
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > 4096)
      throw new StudioError('bad-argument', `A vector index of ${dimensions} dimensions cannot be.`);
    return `CREATE VECTOR INDEX ${name} IF NOT EXISTS FOR (n:${label}) ON (n.${property})
      OPTIONS {indexConfig: {\`vector.dimensions\`: ${dimensions}, \`vector.similarity_function\`: 'cosine'}}`;
  };
  const range = (name: string, property: string) =>
    `CREATE INDEX ${name} IF NOT EXISTS FOR (n:Memory) ON (n.${property})`;
  const statements = [
    range('memory_type_index', 'memory_type'),
    range('memory_created_at_index', 'created_at'),
    range('memory_updated_at_index', 'updated_at'),
    range('memory_user_name_index', 'user_name'),
    range('memcube_id_index', 'id'),
    'CREATE INDEX memcube_vector_id_index IF NOT EXISTS FOR (n:MemCubeVector) ON (n.id)',
    `CREATE FULLTEXT INDEX ${TEXT_INDEX} IF NOT EXISTS FOR (n:Memory) ON EACH [n.memory, n.key, n.user_name]
     OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'english'}}`,
  ];
  if (consent.dimensions !== undefined)
    statements.push(vector('memory_vector_index', 'Memory', 'embedding', consent.dimensions));
  for (const tag of consent.embedders ?? []) {
    const label = vectorLabel(tag);
    statements.push(vector(`memcube_${label.toLowerCase()}`, label, 'vector', tag.dimensions));
  }
  for (const statement of statements) await connection.schema(statement);
  await connection.read((tx) => tx.run('CALL db.awaitIndexes($seconds)', { seconds: int(300) }));
}
