import type { Disposable } from '../../base/events';
import type { Change } from '../../model/change';
import type { Edge } from '../../model/memory';
import type {
  EmbedderTag,
  Neighbourhood,
  StoreCounts,
  StoredMemory,
  StoreInfo,
  StorePage,
} from '../../model/store';
import type {
  Among,
  Analyser,
  ApplyOutcome,
  Candidate,
  Digested,
  ExportedMemory,
  ExportPart,
  ImportOptions,
  LexicalQuery,
  ListQuery,
  MemoryStore,
  NeighbourQuery,
  StoreEvent,
  TextToEmbed,
  VectorItem,
  VectorQuery,
} from '../port';
import { formatNeo4jAddress } from './address';
import { applyChange } from './applyChange';
import type { Neo4jConnection } from './connection';
import { counts } from './counts';
import { Digests } from './digests';
import { edgesOf } from './edges';
import { exportParts, portionOf } from './exporting';
import { importParts } from './importing';
import { FALLBACKS } from './fallbacks';
import { findIndexes, type Indexes } from './indexes';
import { vectorsElsewhere } from './inspect';
import { byScanning, fromTextIndex } from './lexical';
import { page } from './listing';
import { neighbourhood } from './neighbourhood';
import { Rings } from './rings';
import { NODE, storedMemory, type NodeShape } from './rows';
import { scopeOf, type Scope } from './scope';
import { putVectors, requireDimensions, requireLength, unchecked, unembedded, vectors } from './vectors';
import { vectorSearch } from './vectorSearch';
import { Watch } from './watch';

/** How often others' changes are looked for, ms. */
const LOOK_EVERY = 3000;

/** A cube in Neo4j. It owns its connection and closes it when disposed. */
export class Neo4jStore implements MemoryStore {
  private readonly watch: Watch;
  private readonly rings = new Rings();
  private readonly kept = new Digests();

  private constructor(
    readonly connection: Neo4jConnection,
    private readonly scope: Scope,
    private readonly indexes: Indexes,
    readonly info: StoreInfo,
    lookEvery: number,
  ) {
    this.watch = new Watch(connection, scope, lookEvery);
  }

  /** Looks which indexes there are; makes none. */
  static async open(connection: Neo4jConnection, options: { lookEvery?: number } = {}): Promise<Neo4jStore> {
    const { address } = connection;
    const indexes = await findIndexes(connection);
    const fallbacks = [
      indexes.text === undefined && FALLBACKS.text,
      indexes.own === undefined && FALLBACKS.vector,
      indexes.id === undefined && FALLBACKS.id,
      (await vectorsElsewhere(connection)) && FALLBACKS.elsewhere,
    ];
    const info: StoreInfo = {
      kind: 'neo4j',
      name: address.tenant ?? address.database,
      location: formatNeo4jAddress(address),
      readOnly: false,
      lexical: indexes.text === undefined ? 'contains' : 'fulltext',
      vector: indexes.own === undefined ? 'scan' : 'hnsw',
      fallbacks: fallbacks.filter((line) => line !== false),
    };
    const store = new Neo4jStore(
      connection,
      scopeOf(address),
      indexes,
      info,
      options.lookEvery ?? LOOK_EVERY,
    );
    await store.watch.begin();
    return store;
  }

  counts(signal?: AbortSignal): Promise<StoreCounts> {
    return this.connection.read((tx) => counts(tx, this.scope), signal);
  }

  children(parent: string | null, query: ListQuery, signal?: AbortSignal): Promise<StorePage> {
    return this.connection.read(async (tx) => {
      const tops = parent === null ? await this.rings.tops(tx, this.scope) : [];
      return page(tx, this.scope, parent, query, tops);
    }, signal);
  }

  list(query: ListQuery, signal?: AbortSignal): Promise<StorePage> {
    return this.connection.read((tx) => page(tx, this.scope, undefined, query), signal);
  }

  async get(ids: readonly string[], signal?: AbortSignal): Promise<StoredMemory[]> {
    const { records } = await this.connection.read(
      (tx) =>
        tx.run<NodeShape>(`MATCH (n:Memory) WHERE n.id IN $ids AND ${this.scope.of('n')} RETURN ${NODE}`, {
          ...this.scope.params,
          ids,
        }),
      signal,
    );
    const found = records.map((record) => storedMemory(record.toObject()));
    const byId = new Map(found.map((memory) => [memory.id, memory]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async digests(
    ids: readonly string[],
    { analyser, embedder }: { readonly analyser: Analyser; readonly embedder?: EmbedderTag | undefined },
    signal?: AbortSignal,
  ): Promise<Digested[]> {
    const [memories, found] = await Promise.all([
      this.get(ids, signal),
      embedder && this.vectors(ids, embedder, signal),
    ]);
    return memories.map((memory) => ({
      id: memory.id,
      row: memory.row,
      digest: this.kept.of(memory, analyser),
      vector: found?.get(memory.id),
    }));
  }

  edges(ids: readonly string[], signal?: AbortSignal): Promise<Edge[]> {
    return this.connection.read((tx) => edgesOf(tx, this.scope, ids), signal);
  }

  async apply(
    change: Change,
    expected: ReadonlyMap<string, string | null>,
    signal?: AbortSignal,
  ): Promise<ApplyOutcome> {
    const outcome = await applyChange(this.connection, this.scope, change, expected, signal);
    this.rings.forget();
    if (outcome.outcome === 'applied') await this.watch.wrote([...outcome.versions.keys()]);
    return outcome;
  }

  subscribe(listener: (event: StoreEvent) => void): Disposable {
    return this.watch.subscribe(listener);
  }

  lexical(query: LexicalQuery, signal?: AbortSignal): Promise<Candidate[]> {
    const { text } = this.indexes;
    return this.connection.read(
      (tx) =>
        text === undefined ? byScanning(tx, this.scope, query) : fromTextIndex(tx, this.scope, text, query),
      signal,
    );
  }

  async vector(query: VectorQuery, signal?: AbortSignal): Promise<Candidate[]> {
    requireLength(query.embedder, query.vector);
    return this.connection.read((tx) => vectorSearch(tx, this.scope, this.indexes, query), signal);
  }

  vectors(
    ids: readonly string[],
    embedder: EmbedderTag,
    signal?: AbortSignal,
  ): Promise<Map<string, Float32Array>> {
    return this.connection.read((tx) => vectors(tx, this.scope, ids, embedder), signal);
  }

  async putVectors(embedder: EmbedderTag, items: readonly VectorItem[], signal?: AbortSignal): Promise<void> {
    for (const { vector } of items) requireLength(embedder, vector);
    if (embedder.name === '') requireDimensions(this.indexes, embedder.dimensions);
    await this.connection.write((tx) => putVectors(tx, this.scope, embedder, items), signal);
  }

  unembedded(
    embedder: EmbedderTag,
    after: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<TextToEmbed[]> {
    return this.connection.read(
      (tx) => unembedded(tx, this.scope, this.indexes, embedder, after, limit),
      signal,
    );
  }

  unchecked(
    embedder: EmbedderTag,
    among: Among,
    limit: number,
    signal?: AbortSignal,
  ): Promise<TextToEmbed[]> {
    return this.connection.read((tx) => unchecked(tx, this.scope, embedder, among, limit), signal);
  }

  neighbourhood(ids: readonly string[], query: NeighbourQuery, signal?: AbortSignal): Promise<Neighbourhood> {
    return this.connection.read((tx) => neighbourhood(tx, this.scope, ids, query), signal);
  }

  export(signal?: AbortSignal): AsyncIterable<ExportPart> {
    return exportParts(this.connection, this.scope, signal);
  }

  portion(ids: readonly string[], signal?: AbortSignal): Promise<ExportedMemory[]> {
    return this.connection.read((tx) => portionOf(tx, this.scope, ids), signal);
  }

  async import(
    parts: AsyncIterable<ExportPart>,
    options: ImportOptions,
  ): Promise<{ memories: number; edges: number }> {
    const done = await importParts(this.connection, this.scope, this.indexes, parts, options);
    this.rings.forget();
    await this.watch.wrote([]);
    return done;
  }

  dispose(): void {
    this.watch.dispose();
    this.connection.dispose();
  }
}
