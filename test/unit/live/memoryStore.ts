import { Emitter } from '../../../src/engine/base/events';
import { StudioError } from '../../../src/engine/base/errors';
import { applyOps, revertOps } from '../../../src/engine/cube/text/applyOps';
import { forestOf } from '../../../src/engine/cube/outline/forest';
import { facetsOf } from '../../../src/engine/cube/outline/facets';
import { orderOf } from '../../../src/engine/cube/outline/order';
import type { TextMemory } from '../../../src/engine/cube/text/textMemory';
import type { Change, Op } from '../../../src/engine/model/change';
import type { MemoryRow } from '../../../src/engine/model/memory';
import type { StoreRow, StoredMemory } from '../../../src/engine/model/store';
import type { ApplyOutcome, ListQuery, MemoryStore, StoreEvent } from '../../../src/engine/store/port';

/**
 * A store over a text memory, for tests of what is above the port; it counts the rows that it hands out, so
 * that a test can tell that nothing reads the whole graph. What no test of `live` asks is left out.
 */
export class TextStore implements Pick<MemoryStore, 'info' | 'get' | 'edges' | 'apply' | 'subscribe'> {
  readonly info = {
    kind: 'sqlite',
    name: 'sample',
    location: 'memory',
    readOnly: false,
    lexical: 'words',
    vector: 'none',
    fallbacks: [],
  } as const;
  handedOut = 0;
  away = false;
  private readonly events = new Emitter<StoreEvent>();
  private readonly versions = new Map<string, number>();

  constructor(readonly memory: TextMemory) {}

  private answer<T>(value: T): Promise<T> {
    if (this.away) return Promise.reject(new StudioError('unavailable', 'The store is away.'));
    return Promise.resolve(value);
  }

  private row(row: MemoryRow): StoreRow {
    this.handedOut++;
    return { ...row, childCount: this.childIds(row.id).length };
  }

  private childIds(id: string | null): string[] {
    const forest = forestOf(this.memory);
    const at = id === null ? -1 : forest.ofId(id);
    return forest.rows.flatMap((row, n) => (forest.parent[n] === at ? [row.id] : []));
  }

  private page(rows: MemoryRow[], query: ListQuery) {
    const passing = rows.filter(
      (row) =>
        (!query.types || query.types.includes(row.type)) &&
        (!query.statuses || query.statuses.includes(row.status)) &&
        (!query.tags || query.tags.some((tag) => row.tags.includes(tag))),
    );
    const order = query.sort ? orderOf(passing, query.sort).places : undefined;
    const sorted = order ? [...order].map((n) => passing[n]!) : passing;
    const cut = sorted.slice(query.offset, query.offset + query.limit);
    return this.answer({ rows: cut.map((row) => this.row(row)), total: passing.length });
  }

  list(query: ListQuery) {
    const like = (query.memos as { or?: { memory?: { like?: string } }[] } | undefined)?.or?.[0]?.memory
      ?.like;
    const rows = [...this.memory.rows()];
    return this.page(like === undefined ? rows : rows.filter(({ key }) => this.contains(key, [like])), query);
  }

  children(parent: string | null, query: ListQuery) {
    return this.page(
      this.childIds(parent).map((id) => this.memory.row(id)!),
      query,
    );
  }

  get(ids: readonly string[]): Promise<StoredMemory[]> {
    const found = ids.filter((id) => this.memory.has(id));
    this.handedOut += found.length;
    return this.answer(found.map((id) => this.stored(id)));
  }

  private stored(id: string): StoredMemory {
    const version = String(this.versions.get(id) ?? 0);
    return { id, raw: this.memory.text(id), version, row: this.memory.row(id)! };
  }

  edges(ids: readonly string[]) {
    return this.answer(
      this.memory.edges.slots
        .map(({ edge }) => edge)
        .filter(({ source, target }) => ids.includes(source) || ids.includes(target)),
    );
  }

  async neighbourhood(ids: readonly string[], query: Parameters<MemoryStore['neighbourhood']>[1]) {
    const depth = new Map(ids.filter((id) => this.memory.has(id)).map((id) => [id, 0]));
    const passing = this.memory.edges.slots
      .map(({ edge }) => edge)
      .filter(({ type }) => !query.types || query.types.includes(type));
    for (let level = 1; level <= query.depth; level++) {
      for (const { source, target } of passing) {
        const out = query.direction !== 'in' && depth.get(source) === level - 1 ? target : undefined;
        const up = query.direction !== 'out' && depth.get(target) === level - 1 ? source : undefined;
        for (const id of [out, up]) {
          const room = depth.size < query.limit && id !== undefined && this.memory.has(id);
          if (room && !depth.has(id)) depth.set(id, level);
        }
      }
    }
    const rows = [...depth.keys()].map((id) => this.row(this.memory.row(id)!));
    const edges = passing.filter(({ source, target }) => depth.has(source) && depth.has(target));
    return this.answer({ rows, edges, depth, cut: depth.size >= query.limit });
  }

  counts() {
    const { types, statuses, tags, edgeTypes } = facetsOf(this.memory);
    const [memories, edges] = [this.memory.size, this.memory.edges.slots.length];
    return this.answer({ memories, edges, types, statuses, tags, edgeTypes, vectors: [] });
  }

  lexical({ terms, limit }: { terms: readonly string[]; limit: number }) {
    const found = [...this.memory.rows()].filter(({ key }) => this.contains(key, terms));
    return this.answer(found.slice(0, limit).map(({ id }) => ({ id, score: 1 })));
  }

  private contains(key: string, words: readonly string[]): boolean {
    const text = this.memory.text(key).toLowerCase();
    return words.every((word) => text.includes(word));
  }

  apply(change: Change, expected: ReadonlyMap<string, string | null>): Promise<ApplyOutcome> {
    const present = (id: string) => (this.memory.has(id) ? String(this.versions.get(id) ?? 0) : null);
    const wrong = [...expected].filter(([id, version]) => present(id) !== version).map(([id]) => id);
    if (wrong.length > 0) return this.answer({ outcome: 'conflict', ids: wrong });
    return this.answer(this.write(change.ops, false));
  }

  /** Somebody else writes. */
  others(ops: readonly Op[]): void {
    this.write(ops, true);
  }

  private write(ops: readonly Op[], external: boolean): ApplyOutcome {
    const ids = ops.flatMap((op) => ('edge' in op ? [] : [op.key]));
    const applied = applyOps(this.memory, ops);
    const versions = new Map<string, string | null>();
    try {
      for (const id of ids) {
        this.versions.set(id, (this.versions.get(id) ?? 0) + 1);
        versions.set(id, this.memory.has(id) ? String(this.versions.get(id)) : null);
      }
    } catch (error) {
      revertOps(this.memory, applied);
      throw error;
    }
    this.events.fire({ ids, external });
    return { outcome: 'applied', versions };
  }

  subscribe(listener: (event: StoreEvent) => void) {
    return this.events.event(listener);
  }

  dispose(): void {
    this.events.dispose();
  }
}
