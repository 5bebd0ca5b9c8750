/**
 * A cube in a store: answers what screens ask page by page, and edits it. Every edit is written at once, all
 * or nothing, with the versions of the memories that it is based on; what somebody else has changed since
 * the person looked is a `LiveConflict` and nothing is written.
 */
import type { EngineContext } from '../base/context';
import { Emitter, type Disposable } from '../base/events';
import { placeOf } from '../cube/outline/childrenOf';
import { memoryDetail, type DetailOptions } from '../cube/detail/memoryDetail';
import type { TextMemory } from '../cube/text/textMemory';
import type { CubeSummary, MemoryDetail } from '../model/detail';
import type { MemoryRow } from '../model/memory';
import { EMPTY_FILTER } from '../model/query';
import type { StoreCounts, StorePage } from '../model/store';
import type { MemoryStore } from '../store/port';
import { ancestry } from './ancestry';
import { findMatches, type Analyse } from './findMatches';
import { fragmentOf } from './fragment';
import { LiveEditor } from './liveEditor';
import type { LiveJournal } from './liveJournal';

/** Relations of one memory that a detail shows at most. */
const MOST_RELATIONS = 500;
/** Memories whose length is looked at to estimate the tokens of the whole. */
const SAMPLE = 200;

export interface LiveOptions {
  readonly journal: LiveJournal;
  /** How the store's lexical index splits texts. */
  readonly analyse?: Analyse | undefined;
}

export class LiveCube implements Disposable {
  readonly editor: LiveEditor;
  readonly analyse: Analyse | undefined;
  private readonly changed = new Emitter<readonly string[]>();
  /** Something is different, here or by others; carries the ids concerned, none for everything. */
  readonly onDidChange = this.changed.event;
  private readonly subscription: Disposable;
  private counted: Promise<StoreCounts> | undefined;

  constructor(
    readonly store: MemoryStore,
    readonly context: EngineContext,
    readonly options: LiveOptions,
  ) {
    this.analyse = options.analyse;
    this.editor = new LiveEditor(store, context, options.journal);
    this.subscription = store.subscribe(({ ids }) => {
      this.counted = undefined;
      this.changed.fire(ids);
    });
  }

  get name(): string {
    return this.store.info.name;
  }

  /** Numbers of the cube; kept until something changes. */
  counts(): Promise<StoreCounts> {
    if (!this.counted) {
      const counting = this.store.counts();
      this.counted = counting;
      counting.catch(() => (this.counted = undefined));
    }
    return this.counted;
  }

  /** The cube at a glance. The tokens are estimated from the length of the first memories. */
  async summary(): Promise<CubeSummary> {
    const { info } = this.store;
    const [counts, sample] = await Promise.all([
      this.counts(),
      this.store.list({ offset: 0, limit: SAMPLE }),
    ]);
    const chars = sample.rows.reduce((sum, row) => sum + row.chars, 0);
    const tokens = sample.rows.length > 0 ? (chars / 4 / sample.rows.length) * counts.memories : 0;
    const { memories, edges, types, statuses, tags, edgeTypes } = counts;
    return {
      name: info.name,
      path: info.location,
      format: 'tree_text',
      readOnly: info.readOnly,
      dirty: false,
      hasEdges: true,
      problems: 0,
      recovered: 0,
      tokens: Math.round(tokens),
      memories,
      edges,
      types,
      statuses,
      tags,
      edgeTypes,
    };
  }

  /** Children of a memory, or with null the memories at the top, of one type where that is given. */
  children(
    parent: string | null,
    query: { memoryType?: string | undefined; offset: number; limit: number },
    signal?: AbortSignal,
  ): Promise<StorePage> {
    const { memoryType, offset, limit } = query;
    const types = memoryType === undefined ? undefined : [memoryType];
    return this.store.children(parent, { types, offset, limit }, signal);
  }

  /** Memories that words are found in, best first. */
  async find(text: string, limit: number, signal?: AbortSignal): Promise<MemoryRow[]> {
    const { analyse } = this;
    const options = { now: this.context.now(), limit, analyse, signal };
    const { ids } = await findMatches(this.store, { ...EMPTY_FILTER, text }, options);
    return (await this.store.get(ids, signal)).map(({ row }) => row);
  }

  /** The part of the cube that these memories are in: their records, relations and neighbours. */
  async part(ids: readonly string[], signal?: AbortSignal): Promise<TextMemory> {
    if (ids.length === 0) return fragmentOf(this.name, { memories: [] });
    const limit = MOST_RELATIONS + ids.length;
    const [memories, near, up] = await Promise.all([
      this.store.get(ids, signal),
      this.store.neighbourhood(ids, { depth: 1, direction: 'both', limit }, signal),
      ancestry(this.store, ids, signal),
    ]);
    this.editor.saw(memories);
    const around = [...near.rows, ...up.rows];
    return fragmentOf(this.name, { memories, around, edges: [...near.edges, ...up.edges] });
  }

  /** Everything about one memory; undefined where there is none with this id. */
  async detail(id: string, options: DetailOptions, signal?: AbortSignal): Promise<MemoryDetail | undefined> {
    const [fragment, below] = await Promise.all([
      this.part([id], signal),
      this.store.children(id, { offset: 0, limit: 1 }, signal),
    ]);
    const detail = memoryDetail(fragment, id, options);
    if (!detail) return undefined;
    const [stored] = await this.store.get([id], signal);
    const dimensions = stored?.row.dimensions;
    const row = { ...detail.row, ...placeOf(fragment, id), childCount: below.total };
    const stale = options.staleVector === true;
    return { ...detail, row, vector: dimensions === undefined ? undefined : { dimensions, stale } };
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    this.store.dispose();
  }
}
