import { StudioError } from '../../engine/base/errors';
import type { Embedder } from '../../engine/inference/ports';
import type { EmbedderTag } from '../../engine/model/store';
import { embedStore } from '../../engine/retrieval/embedStore';
import { analyser } from '../../engine/retrieval/facts';
import { Searcher } from '../../engine/retrieval/searcher';
import { indexCube, type CubeIndex } from '../../engine/transfer/indexCube';
import type { Handlers } from '../../protocol/channel';
import type { SearchWorkerContract, VectorCounts } from '../../protocol/searchWorker';
import { CubeCopy } from './cubeCopy';

/** Texts embedded at once; between portions questions get their turn. */
const PORTION = 16;

export interface SearchIndexHost {
  /** An embedder that the host answers for. */
  embedder(tag: EmbedderTag): Embedder;
  onProgress(what: 'index' | 'embed', done: number, total: number): void;
}

/** The index of one cube, and what can be asked of it. */
export class SearchIndex {
  private copy: CubeCopy | undefined;
  private index: CubeIndex | undefined;
  private searcher: { name: string; searcher: Searcher } | undefined;

  constructor(private readonly host: SearchIndexHost) {}

  handlers(): Handlers<SearchWorkerContract> {
    return {
      load: async (text, signal) => {
        if (this.copy) await this.copy.replace(text, signal);
        else this.copy = await CubeCopy.of(text, signal);
        await this.fresh(signal);
        return null;
      },
      apply: ({ ops }) => {
        this.loaded().apply(ops);
        return null;
      },
      search: async ({ request, embedder }, signal) => {
        const index = await this.fresh(signal);
        return this.searcherOf(index, embedder).search(request, signal);
      },
      whyNot: async ({ key, request, embedder }, signal) => {
        const index = await this.fresh(signal);
        return this.searcherOf(index, embedder).whyNot(key, request, signal);
      },
      vectors: async ({ embedder }, signal) => countsOf(await this.fresh(signal), embedder, signal),
      embed: async ({ embedder }, signal) => {
        const index = await this.fresh(signal);
        const { memories, fresh } = await countsOf(index, embedder, signal);
        const total = memories - fresh;
        this.host.onProgress('embed', 0, total);
        await embedStore(index.store, this.host.embedder(embedder), {
          signal,
          portion: PORTION,
          onProgress: (done) => this.host.onProgress('embed', Math.min(done, total), total),
        });
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

async function countsOf(
  { store }: CubeIndex,
  tag: EmbedderTag | null,
  signal: AbortSignal,
): Promise<VectorCounts> {
  const { memories, vectors } = await store.counts(signal);
  const made = vectors.find(
    ({ embedder }) => embedder.name === tag?.name && embedder.dimensions === tag.dimensions,
  );
  return { memories, fresh: (made?.count ?? 0) - (made?.stale ?? 0), stale: made?.stale ?? 0 };
}
