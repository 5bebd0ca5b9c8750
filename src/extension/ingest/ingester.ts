import * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { StudioError } from '../../engine/base/errors';
import type { ChatModel, Embedder } from '../../engine/inference/ports';
import type { IngestProgress } from '../../engine/ingest/types';
import type { IngestBatch, Peer } from '../../engine/model/proposal';
import type { ModelService } from '../models/modelService';
import { OpenCube } from '../cubes/openCube';
import type { IngestHome, IngestHomes } from './ingestHome';
import { ReadWorker, type ReadingModels, type ToRead } from './readWorkerClient';
import { VectorCache } from './vectorCache';

export interface IngesterServices {
  readonly context: EngineContext;
  readonly homes: IngestHomes;
  /** Path of the worker's script. */
  readonly script: string;
  readonly embedders: ModelService<Embedder>;
  readonly chats: ModelService<ChatModel>;
}

/** What reading tells of itself: the batch, the memories that are compared with, the portions that are read. */
export interface ReadingListener {
  /** Comes first, with the id of the batch. */
  onBatch?(id: string): void;
  onCompared?(memories: number): void;
  onPortion?(progress: IngestProgress): void;
}

/** Reads sources into cubes: a worker reads and compares, the engine keeps what is proposed. */
export class Ingester {
  private readonly vectors = new VectorCache();
  /** Ids of the batches that are being read. */
  private readonly reading = new Set<string>();

  constructor(private readonly services: IngesterServices) {}

  /**
   * Reads one source to the end into a batch that is open for review then; nothing of it is applied. Throws
   * StudioError and AbortError as `ingest` of the engine does, and `unavailable` where a model is wanted that is not
   * there; what was kept until then stays.
   */
  async read(
    home: IngestHome,
    what: ToRead,
    signal: AbortSignal,
    listener?: ReadingListener,
  ): Promise<IngestBatch> {
    const { context, homes, script } = this.services;
    const { ingest } = await import('../../engine/ingest/ingest');
    const models = await this.models(what.mode);
    const worker = new ReadWorker(script, models, signal);
    let id = '';
    try {
      let compared = 0;
      let reading = false;
      const learn = async (peers: readonly Peer[]): Promise<void> => {
        await worker.judge.learn(peers);
        // What is looked up while it reads is no news.
        if (!reading) listener?.onCompared?.((compared += peers.length));
      };
      const { cube } = home;
      return await ingest(context, home.target, home.batches, worker.input(what, context.now()), {
        userId: cube instanceof OpenCube ? cube.session.config?.userId : undefined,
        embedder: models.embedder && this.cached(models.embedder),
        judge: { learn, judge: (peers) => worker.judge.judge(peers) },
        onPrepared: (memories) => listener?.onCompared?.(memories),
        onBatch: (batch) => {
          this.reading.add((id = batch));
          listener?.onBatch?.(batch);
        },
        onProgress: (progress) => {
          reading = true;
          listener?.onPortion?.(progress);
        },
        signal,
      });
    } finally {
      worker.dispose();
      this.reading.delete(id);
      homes.tell(home.cube.uri);
    }
  }

  /** Whether a batch is being read in this window. */
  isReading(batch: string): boolean {
    return this.reading.has(batch);
  }

  /** The embedder, asked only for what was not embedded in this window yet. */
  private cached(embedder: Embedder): Embedder {
    const { tag } = embedder;
    return {
      tag,
      embed: (texts, { kind, signal }) => this.vectors.embed(embedder, texts, kind, signal),
      dispose: () => undefined,
    };
  }

  /** The embedder finds what means the same, where there is one; the chat model only reads where it is wanted. */
  private async models(mode: 'fast' | 'fine'): Promise<ReadingModels> {
    const { embedders, chats } = this.services;
    const embedder = await embedders.current();
    if (mode === 'fast') return { embedder, model: undefined, vectors: this.vectors };
    const model = await chats.current();
    if (model) return { embedder, model, vectors: this.vectors };
    throw new StudioError('unavailable', chats.reason ?? vscode.l10n.t('There is no chat model.'), {
      remedy: vscode.l10n.t('Choose one in the settings, or read without a model.'),
    });
  }
}
