import * as vscode from 'vscode';
import { asked } from '../../engine/base/asked';
import { Emitter, type Disposable } from '../../engine/base/events';
import { embedderNamed } from '../../engine/cube/config/embedderNamed';
import type { SessionEvent } from '../../engine/cube/session/sessionCore';
import type { MemoryRow } from '../../engine/model/memory';
import type { SearchRequest, SearchResult, SearchWeights, WhyNot } from '../../engine/model/search';
import { DEFAULT_WEIGHTS } from '../../engine/retrieval/weights';
import type { SearchJob, SearchableCube, VectorState } from '../../protocol/searchView';
import { pickMemory } from '../commands/pickMemory';
import type { CubeLease } from '../cubes/cubeHub';
import type { OpenCube } from '../cubes/openCube';
import { engineText } from '../host/engineText';
import { requireEmbedder, type SearchEmbedders } from './embedders';
import { FolderSettings } from './searchSettings';
import { SearchJobs } from './searchJobs';
import type { SearchSource } from './searchSource';
import { startSearchWorker, type SearchWorker, type SearchWorkerChannel } from './searchWorkerClient';

export interface FolderSourceServices {
  /** Path of the worker's script. */
  readonly script: string;
  readonly embedders: SearchEmbedders;
  /** Shows a memory in the cube's editor. */
  reveal(key: string, focus: boolean): Promise<void>;
}

/** A cube in a folder, searched by a worker that owns its index in `.memcube/`. */
export class FolderSource implements SearchSource {
  readonly settings: FolderSettings;
  readonly defaults: Required<SearchWeights> = DEFAULT_WEIGHTS;
  private readonly changed = new Emitter<void>();
  private readonly jobs = new SearchJobs();
  private readonly subscription: Disposable;
  private running: { worker: SearchWorker; loaded: Promise<unknown> } | undefined;

  constructor(
    readonly cube: SearchableCube,
    private readonly open: OpenCube,
    private readonly lease: CubeLease,
    private readonly services: FolderSourceServices,
  ) {
    this.settings = new FolderSettings(open.session.cube.folder, open.session.readOnly);
    this.subscription = open.session.onDidChange((event) => this.follow(event));
  }

  onDidChange(listener: () => void): Disposable {
    return this.changed.event(listener);
  }

  onJob(listener: (job: SearchJob | null) => void): Disposable {
    return this.jobs.onJob(listener);
  }

  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> {
    const embedder = await this.services.embedders.current();
    const channel = await this.channel();
    return asked(channel.request('search', { request, embedder: embedder?.tag ?? null }, signal));
  }

  async whyNot(key: string, request: SearchRequest, signal?: AbortSignal): Promise<WhyNot> {
    const embedder = await this.services.embedders.current();
    const channel = await this.channel();
    return asked(channel.request('whyNot', { key, request, embedder: embedder?.tag ?? null }, signal));
  }

  row(key: string): Promise<MemoryRow | null> {
    return Promise.resolve(this.open.session.memory.row(key) ?? null);
  }

  async vectors(signal?: AbortSignal): Promise<VectorState> {
    const { embedders } = this.services;
    const embedder = (await embedders.current())?.tag;
    const channel = await this.channel();
    const counts = await asked(channel.request('vectors', { embedder: embedder ?? null }, signal));
    const note = counts.note && engineText(counts.note);
    return { ...counts, note, embedder, why: embedder ? undefined : embedders.reason };
  }

  async embed(): Promise<void> {
    const { tag } = await requireEmbedder(this.services.embedders);
    const channel = await this.channel();
    await this.jobs
      .embed(0, (signal) => asked(channel.request('embed', { embedder: tag }, signal)))
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

  /** The worker with the cube as it is now; started when it is first needed, and again after it failed. */
  private async channel(): Promise<SearchWorkerChannel> {
    const running = (this.running ??= this.start());
    try {
      await running.loaded;
    } catch (error) {
      if (this.running === running) this.drop();
      throw error;
    }
    return running.worker.channel;
  }

  private start(): { worker: SearchWorker; loaded: Promise<unknown> } {
    const worker = startSearchWorker(
      this.services.script,
      {
        embed: async (texts, kind, signal) =>
          (await requireEmbedder(this.services.embedders)).embed(texts, { kind, signal }),
        editedTexts: (signal) => this.open.session.editedTexts(signal),
      },
      () => {
        if (this.running?.worker === worker) this.running = undefined;
      },
    );
    worker.channel.on('progress', (job) => this.jobs.tell(job));
    worker.channel.on('differed', () => this.changed.fire());
    return { worker, loaded: this.load(worker) };
  }

  private async load(worker: SearchWorker): Promise<void> {
    const { session } = this.open;
    const { cube, memory, readOnly, textFile: file, dirty } = session;
    const content = dirty ? new Uint8Array(memory.toBuffer()) : null;
    const { format } = memory;
    const embedder = embedderNamed(cube.config, format) ?? null;
    const params = { name: cube.name, folder: cube.folder, file, format, embedder, readOnly, content };
    await this.jobs.run((signal) => asked(worker.channel.request('load', params, signal)));
  }

  private follow(event: SessionEvent): void {
    const { running } = this;
    const same = event.kind === 'save' && event.renamed === undefined;
    if (running && !same) {
      // In the order of the events: what is loaded now has everything before, what follows waits for it.
      const { change } = event;
      const loaded = running.loaded.then(() =>
        change ? running.worker.channel.request('apply', { ops: change.ops }) : this.load(running.worker),
      );
      loaded.catch(() => this.running?.worker === running.worker && this.drop());
      this.running = { worker: running.worker, loaded };
    }
    if (!same) this.changed.fire();
  }

  private drop(): void {
    this.running?.worker.dispose();
    this.running = undefined;
  }

  dispose(): void {
    this.drop();
    this.subscription.dispose();
    this.lease.dispose();
    this.changed.dispose();
    this.jobs.dispose();
  }
}
