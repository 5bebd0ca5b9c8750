import { StudioError } from '../../engine/base/errors';
import type { Embedder } from '../../engine/inference/ports';
import type { EmbedderTag } from '../../engine/model/store';
import { analyser } from '../../engine/retrieval/facts';
import { HitChecks } from '../../engine/retrieval/hitChecks';
import { makeVectors } from '../../engine/retrieval/makeVectors';
import { Searcher } from '../../engine/retrieval/searcher';
import { vectorCounts } from '../../engine/retrieval/vectorCounts';
import { indexCube, type CubeIndex } from '../../engine/transfer/indexCube';
import type { Handlers } from '../../protocol/channel';
import type { SearchWorkerContract } from '../../protocol/searchWorker';
import { CubeCopy } from './cubeCopy';

/** Texts embedded at once; between portions questions get their turn. */
const PORTION = 16;

export interface SearchIndexHost {
  /** An embedder that the host answers for. */
  embedder(tag: EmbedderTag): Embedder;
  /** Memories whose text was changed after their vector, as the cube's history tells. */
  editedTexts(signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Vectors that were taken over turned out to be of other texts: a search would go otherwise now. */
  onDiffered(): void;
  onProgress(what: 'index' | 'embed' | 'check', done: number, total: number): void;
}

/** The index of one cube, and what can be asked of it. */
export class SearchIndex {
  private copy: CubeCopy | undefined;
  private index: CubeIndex | undefined;
  private searcher: { name: string; searcher: Searcher } | undefined;

  /** The model that the cube's configuration names, and what became of its vectors the last time. */
  private named: string | undefined;
  private own: { readonly embedder: string; readonly note: string | undefined } | undefined;
  private readonly checks: HitChecks;

  constructor(private readonly host: SearchIndexHost) {
    this.checks = new HitChecks(() => host.onDiffered());
  }

  handlers(): Handlers<SearchWorkerContract> {
    return {
      load: async (text, signal) => {
        if (this.copy) await this.copy.replace(text, signal);
        else this.copy = await CubeCopy.of(text, signal);
        this.named = text.embedder ?? undefined;
        await this.fresh(signal);
        return null;
      },
      apply: ({ ops }) => {
        this.loaded().apply(ops);
        return null;
      },
      search: async ({ request, embedder }, signal) => {
        const index = await this.fresh(signal);
        const result = await this.searcherOf(index, embedder).search(request, signal);
        if (embedder) this.checks.found(index.store, this.host.embedder(embedder), result);
        return result;
      },
      whyNot: async ({ key, request, embedder }, signal) => {
        const index = await this.fresh(signal);
        return this.searcherOf(index, embedder).whyNot(key, request, signal);
      },
      vectors: async ({ embedder }, signal) => {
        const { store } = await this.fresh(signal);
        const counts = await vectorCounts(store, embedder ?? undefined, this.named, signal);
        const own = this.own?.embedder === embedder?.name ? this.own?.note : undefined;
        return { ...counts, note: own ?? counts.note };
      },
      embed: async ({ embedder }, signal) => {
        const { store } = await this.fresh(signal);
        const { note } = await makeVectors(store, this.host.embedder(embedder), {
          named: this.named,
          edited: (aborted) => this.host.editedTexts(aborted),
          signal,
          portion: PORTION,
          onProgress: (what, done, total) => this.host.onProgress(what, done, total),
        });
        this.own = { embedder: embedder.name, note };
        return null;
      },
    };
  }

  /** The index with everything that the session has told of. */
  private async fresh(signal: AbortSignal): Promise<CubeIndex> {
    const copy = this.loaded();
    const { size } = copy.memory;
    const onProgress = (share: number): void => this.host.onProgress('index', Math.round(share * size), size);
    if (!this.index) this.index = await indexCube(copy, { analyser, signal, onProgress });
    else await this.index.refresh({ signal });
    return this.index;
  }

  private loaded(): CubeCopy {
    if (this.copy) return this.copy;
    throw new StudioError('internal', 'The cube was not loaded.');
  }

  /** One searcher for each embedder; it remembers questions and what it knows of memories. */
  private searcherOf(index: CubeIndex, tag: EmbedderTag | null): Searcher {
    const name = JSON.stringify(tag);
    if (this.searcher?.name === name) return this.searcher.searcher;
    const embedder = tag ? this.host.embedder(tag) : undefined;
    const searcher = new Searcher(index.store, { embedder, now: () => new Date() });
    this.searcher = { name, searcher };
    return searcher;
  }
}
