import { basename } from 'node:path';
import type { Disposable } from '../../base/events';
import type { Change } from '../../model/change';
import type { Edge } from '../../model/memory';
import { parseTimestamp } from '../../model/normalise';
import type {
  EmbedderTag,
  Neighbourhood,
  StoreCounts,
  StoreInfo,
  StorePage,
  StoredMemory,
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
import { applyChange, ConflictError } from './applyChange';
import { Connection } from './connection';
import { countsOf } from './counts';
import { putVectors, unchecked, unembedded, vectorsOf } from './embedding';
import { digestsOf } from './digests';
import { findDamage } from './health';
import { Few } from './filter';
import { fromIdText, idList } from './idText';
import { Lexical } from './lexical';
import { applyMirror, marksOf, mirrorState, type MirrorStep } from './mirror';
import { Nearest } from './nearest';
import { edgesOf, neighbourhoodOf } from './neighbourhood';
import { Numbers } from './numbers';
import { exportParts, importParts, portionOf } from './portions';
import { renewalOf, type Renewal } from './renewal';
import { childrenPage, listPage, summaryOf } from './rows';
import { migrate, SCHEMA_VERSION, versionOf } from './schema';
import { simpleAnalyser } from './simpleAnalyser';
import { Watcher } from './watcher';
import { WordIndex } from './wordIndex';
import type { Writing } from './write';

export interface SqliteOptions {
  /** Name of the cube; the name of the file where left out. */
  readonly name?: string | undefined;
  readonly readOnly?: boolean | undefined;
  /**
   * Takes memories apart for searching; simple words where left out. What a file keeps of another way is made anew
   * when it is opened for writing.
   */
  readonly analyser?: Analyser | undefined;
  /** Runs that, for so many memories; may show how far it is, and stop it, which rejects the opening. */
  readonly renew?: ((run: Renewal, memories: number) => PromiseLike<void>) | undefined;
}

/**
 * Opens a store in a file, or with `:memory:` one that goes with it. Throws StudioError `unsupported` where
 * Node has no SQLite or the file is newer than this code, `bad-shape`, `read-only`, `locked`, `no-space`, `io`; and
 * AbortError where making words anew was stopped, with which the next opening goes on.
 */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<SqliteStore> {
  const connection = new Connection(file, options.readOnly === true);
  try {
    const to = await prepare(connection, options);
    return new SqliteStore(to, options);
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function prepare(
  connection: Connection,
  { analyser = simpleAnalyser, renew = (run) => run() }: SqliteOptions,
): Promise<Writing> {
  const version = connection.guard(() => versionOf(connection.database, connection.file));
  connection.database.function('memory_time', { deterministic: true }, (value) =>
    typeof value === 'string' ? (parseTimestamp(value) ?? null) : null,
  );
  const words = new WordIndex(connection);
  const to = { connection, words, analyser };
  connection.gathering = words;
  if (version < SCHEMA_VERSION) {
    await connection.write(() => connection.guard(() => migrate(connection.database, connection.file)));
  }
  const renewal = renewalOf(to);
  if (renewal) await renew(renewal.run, renewal.memories);
  return to;
}

/** Memories in an SQLite database (port.ts). Made by `openSqlite`. */
export class SqliteStore implements MemoryStore {
  readonly info: StoreInfo;
  private readonly watcher: Watcher;
  private readonly numbers: Numbers;
  private readonly words: Lexical;
  private readonly nearest: Nearest;
  private readonly connection: Connection;

  constructor(
    private readonly to: Writing,
    options: SqliteOptions,
  ) {
    const { connection } = to;
    this.connection = connection;
    this.watcher = new Watcher(connection);
    this.numbers = new Numbers(connection);
    const few = new Few(connection);
    this.words = new Lexical(connection, few, this.numbers);
    this.nearest = new Nearest(connection, few, this.numbers);
    this.info = {
      kind: 'sqlite',
      name: options.name ?? basename(connection.file, '.sqlite'),
      location: connection.file,
      readOnly: connection.readOnly,
      lexical: 'postings',
      vector: 'signs',
      fallbacks: [],
    };
  }

  async counts(signal?: AbortSignal): Promise<StoreCounts> {
    return this.read(signal, () => countsOf(this.connection));
  }

  async children(parent: string | null, query: ListQuery, signal?: AbortSignal): Promise<StorePage> {
    return this.read(signal, () => childrenPage(this.connection, parent, query));
  }

  async list(query: ListQuery, signal?: AbortSignal): Promise<StorePage> {
    return this.read(signal, () => listPage(this.connection, query));
  }

  async get(ids: readonly string[], signal?: AbortSignal): Promise<StoredMemory[]> {
    const sql = `SELECT m.id, m.raw, m.version, m.summary FROM json_each(?) j
      CROSS JOIN memories m ON m.id = j.value ORDER BY j.key`;
    return this.read(signal, () =>
      this.connection.all(sql, idList(ids)).map((row) => ({
        id: fromIdText(String(row['id'])),
        raw: String(row['raw']),
        version: String(row['version']),
        row: summaryOf(row['summary']),
      })),
    );
  }

  async digests(
    ids: readonly string[],
    by: { readonly analyser: Analyser; readonly embedder?: EmbedderTag | undefined },
    signal?: AbortSignal,
  ): Promise<Digested[]> {
    return this.read(signal, () => digestsOf(this.connection, this.numbers, ids, by));
  }

  async edges(ids: readonly string[], signal?: AbortSignal): Promise<Edge[]> {
    return this.read(signal, () => edgesOf(this.connection, ids));
  }

  async apply(
    change: Change,
    expected: ReadonlyMap<string, string | null>,
    signal?: AbortSignal,
  ): Promise<ApplyOutcome> {
    try {
      const versions = await this.connection.write(() => applyChange(this.to, change, expected), signal);
      this.watcher.own([...versions.keys()]);
      return { outcome: 'applied', versions };
    } catch (error) {
      if (error instanceof ConflictError) return { outcome: 'conflict', ids: error.ids };
      throw error;
    }
  }

  subscribe(listener: (event: StoreEvent) => void): Disposable {
    return this.watcher.subscribe(listener);
  }

  async lexical(query: LexicalQuery, signal?: AbortSignal): Promise<Candidate[]> {
    return this.read(signal, () => this.words.find(query));
  }

  async vector(query: VectorQuery, signal?: AbortSignal): Promise<Candidate[]> {
    return this.read(signal, () => this.nearest.find(query));
  }

  async vectors(
    ids: readonly string[],
    embedder: EmbedderTag,
    signal?: AbortSignal,
  ): Promise<Map<string, Float32Array>> {
    return this.read(signal, () => vectorsOf(this.connection, ids, embedder));
  }

  async putVectors(embedder: EmbedderTag, items: readonly VectorItem[], signal?: AbortSignal): Promise<void> {
    await this.connection.write(() => putVectors(this.connection, embedder, items), signal);
    this.watcher.own(items.map((item) => item.id));
  }

  async unembedded(
    embedder: EmbedderTag,
    after: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<TextToEmbed[]> {
    return this.read(signal, () => unembedded(this.connection, embedder, after, limit));
  }

  async unchecked(
    embedder: EmbedderTag,
    among: Among,
    limit: number,
    signal?: AbortSignal,
  ): Promise<TextToEmbed[]> {
    return this.read(signal, () => unchecked(this.connection, embedder, among, limit));
  }

  async neighbourhood(
    ids: readonly string[],
    query: NeighbourQuery,
    signal?: AbortSignal,
  ): Promise<Neighbourhood> {
    return this.read(signal, () => neighbourhoodOf(this.connection, this.numbers, ids, query));
  }

  export(signal?: AbortSignal): AsyncIterable<ExportPart> {
    return exportParts(this.connection, signal);
  }

  async portion(ids: readonly string[], signal?: AbortSignal): Promise<ExportedMemory[]> {
    return this.read(signal, () => portionOf(this.connection, ids));
  }

  async import(
    parts: AsyncIterable<ExportPart>,
    options: ImportOptions,
  ): Promise<{ memories: number; edges: number }> {
    return importParts(this.to, parts, options, (ids) => this.watcher.own(ids));
  }

  /** What is wrong with the store, in English; empty when it is sound. */
  async damage(signal?: AbortSignal): Promise<string[]> {
    return this.read(signal, () => findDamage(this.connection));
  }

  /** What the store mirrors, as the last step said; '' for nothing. */
  mirrorState(): string {
    return mirrorState(this.connection);
  }

  /** What each memory of a mirror was made from. */
  marks(): Map<string, string> {
    return marksOf(this.connection);
  }

  /** Brings memories and edges to what a file says, in one transaction. */
  async mirror(step: MirrorStep, signal?: AbortSignal): Promise<void> {
    await this.connection.write(() => applyMirror(this.to, step), signal);
    this.watcher.own([...step.remove, ...step.put.map((item) => item.id)]);
  }

  dispose(): void {
    this.watcher.dispose();
    this.connection.close();
  }

  /** Reads, as a promise that keeps what is thrown. */
  private read<T>(signal: AbortSignal | undefined, work: () => T): Promise<T> {
    return new Promise((resolve) => {
      signal?.throwIfAborted();
      resolve(work());
    });
  }
}
