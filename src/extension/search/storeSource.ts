import * as vscode from 'vscode';
import { Emitter, type Disposable } from '../../engine/base/events';
import type { MemoryRow } from '../../engine/model/memory';
import type { SearchRequest, SearchResult, SearchWeights, WhyNot } from '../../engine/model/search';
import { HitChecks } from '../../engine/retrieval/hitChecks';
import { makeVectors } from '../../engine/retrieval/makeVectors';
import { Searcher } from '../../engine/retrieval/searcher';
import { vectorCounts } from '../../engine/retrieval/vectorCounts';
import { DEFAULT_WEIGHTS } from '../../engine/retrieval/weights';
import type { SearchJob, SearchableCube, VectorState } from '../../protocol/searchView';
import { pickMemory } from '../commands/pickMemory';
import type { CubeLease } from '../cubes/cubeHub';
import type { StoreCube } from '../stores/storeCube';
import { engineText } from '../host/engineText';
import { requireEmbedder, type SearchEmbedders } from './embedders';
import type { SettingsStore } from './searchSettings';
import { SearchJobs } from './searchJobs';
import type { SearchSource } from './searchSource';

export interface StoreSourceServices {
  readonly embedders: SearchEmbedders;
  readonly settings: SettingsStore;
  /** Shows a memory in the cube's editor. */
  reveal(key: string, focus: boolean): Promise<void>;
}

/** A cube in a store, which finds candidates itself; only scoring is done here. */
export class StoreSource implements SearchSource {
  readonly settings: SettingsStore;
  readonly defaults: Required<SearchWeights> = DEFAULT_WEIGHTS;
  private readonly changed = new Emitter<void>();
  private readonly jobs = new SearchJobs();
  private readonly subscription: Disposable;
  private readonly checks = new HitChecks(() => this.changed.fire());
  /** What became of the cube's own vectors the last time. */
  private own: { readonly embedder: string; readonly note: string | undefined } | undefined;
  private searcher: { name: string; searcher: Searcher } | undefined;

  constructor(
    readonly cube: SearchableCube,
    private readonly open: StoreCube,
    private readonly lease: CubeLease,
    private readonly services: StoreSourceServices,
  ) {
    this.settings = services.settings;
    this.subscription = open.onDidChange(() => this.changed.fire());
  }

  onDidChange(listener: () => void): Disposable {
    return this.changed.event(listener);
  }

  onJob(listener: (job: SearchJob | null) => void): Disposable {
    return this.jobs.onJob(listener);
  }

  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> {
    const embedder = await this.services.embedders.current();
    const result = await (await this.searcherNow()).search(request, signal);
    if (embedder) this.checks.found(this.open.store, embedder, result);
    return result;
  }

  async whyNot(key: string, request: SearchRequest, signal?: AbortSignal): Promise<WhyNot> {
    return (await this.searcherNow()).whyNot(key, request, signal);
  }

  async row(key: string): Promise<MemoryRow | null> {
    const [found] = await this.open.store.get([key]);
    return found?.row ?? null;
  }

  async vectors(signal?: AbortSignal): Promise<VectorState> {
    const { embedders } = this.services;
    const embedder = (await embedders.current())?.tag;
    const counts = await vectorCounts(this.open.store, embedder, undefined, signal);
    const own = this.own?.embedder === embedder?.name ? this.own?.note : undefined;
    const english = own ?? counts.note;
    const note = english && engineText(english);
    return { ...counts, note, embedder, why: embedder ? undefined : embedders.reason };
  }

  async embed(): Promise<void> {
    const embedder = await requireEmbedder(this.services.embedders);
    const onProgress = (what: SearchJob['what'], done: number, total: number): void =>
      this.jobs.tell({ what, done, total });
    await this.jobs
      .embed(0, async (signal) => {
        const options = { signal, onProgress, portion: 16 };
        const { note } = await makeVectors(this.open.store, embedder, options);
        this.own = { embedder: embedder.tag.name, note };
      })
      .finally(() => this.changed.fire());
  }

  stop(): void {
    this.jobs.stop();
  }

  pick(): Promise<string | undefined> {
    return pickMemory(this.open, vscode.l10n.t('Explain the absence of which memory?'));
  }

  reveal(key: string, focus: boolean): Promise<void> {
    return this.services.reveal(key, focus);
  }

  /** A searcher with the embedder in force; kept while that stays the same. */
  private async searcherNow(): Promise<Searcher> {
    const embedder = await this.services.embedders.current();
    const name = JSON.stringify(embedder?.tag);
    if (this.searcher?.name === name) return this.searcher.searcher;
    const searcher = new Searcher(this.open.store, { embedder, now: () => new Date() });
    this.searcher = { name, searcher };
    return searcher;
  }

  dispose(): void {
    this.subscription.dispose();
    this.lease.dispose();
    this.changed.dispose();
    this.jobs.dispose();
    this.checks.dispose();
  }
}
