import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { asked } from '../../engine/base/asked';
import { StudioError, describeError } from '../../engine/base/errors';
import type { Disposable } from '../../engine/base/events';
import type { ChatModel, Embedder } from '../../engine/inference/ports';
import { remembered, SELECTION } from '../../engine/ingest/remembered';
import { readingSettings } from '../../engine/ingest/readingSettings';
import type { IngestSource, Judging, TakenUp } from '../../engine/ingest/types';
import type { ReadPortion } from '../../engine/model/reading';
import type { Source } from '../../engine/reader/types';
import { Channel } from '../../protocol/channel';
import type { ReadOrder, ReadWorkerContract, ReadWorkerHostContract } from '../../protocol/readWorker';
import { workerTransport } from '../host/workerTransport';
import type { VectorCache } from './vectorCache';

/** Memory that a worker may use, in MB; a source that takes more fails alone, not the host. */
const MEMORY_MB = 1536;

/** Models that reading may ask. */
export interface ReadingModels {
  readonly embedder: Embedder | undefined;
  readonly model: ChatModel | undefined;
  readonly vectors: VectorCache;
}

/** A source with how it is read. */
export interface ToRead {
  readonly source: Source;
  readonly mode: 'fast' | 'fine';
  /** What people call it where that is not what the reader takes it for, such as `selection`. */
  readonly kind?: string | undefined;
  /** Windows where left out. */
  readonly unit?: 'window' | 'turn' | undefined;
}

/** A worker thread that reads one source and compares what it finds. Disposing it ends whatever it does. */
export class ReadWorker implements Disposable {
  /** What the engine compares with. */
  readonly judge: Judging = {
    learn: async (peers) => {
      await this.ask('learn', { peers });
    },
    judge: (peers) => this.ask('judge', { peers }),
  };
  private readonly worker: Worker;
  private readonly channel: Channel<ReadWorkerHostContract, ReadWorkerContract>;
  private readonly started: Promise<unknown>;
  private failure: StudioError | undefined;

  constructor(
    script: string,
    { embedder, model, vectors }: ReadingModels,
    private readonly signal: AbortSignal,
  ) {
    this.worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    this.channel = new Channel(workerTransport(this.worker), {
      embed: ({ texts, kind }) => vectors.embed(given(embedder), texts, kind, signal),
      complete: (params) => given(model).complete({ ...params, signal }),
    });
    this.worker.on('error', (error: unknown) => this.failed(error));
    this.worker.on('exit', () => this.channel.dispose());
    this.worker.unref();
    this.started = this.channel.request('start', {
      embedder: embedder?.tag ?? null,
      model: model?.name ?? null,
    });
    this.started.catch(() => undefined);
  }

  /** A source as the engine takes it in, read by this worker. */
  input({ source, mode, kind, unit = 'window' }: ToRead, now: Date): IngestSource {
    const { name, bytes, firstLine } = source;
    const order = { name, bytes, firstLine, mode, unit, now: now.toISOString() };
    const read = ({ from, made }: TakenUp): AsyncGenerator<ReadPortion> =>
      this.portions({ ...order, from, made }, kind === SELECTION ? remembered : (portion) => portion);
    return { source, kind, mode, settings: readingSettings({ unit }), read };
  }

  private async *portions(
    order: ReadOrder,
    made: (portion: ReadPortion) => ReadPortion,
  ): AsyncGenerator<ReadPortion> {
    await this.ask('open', order);
    for (;;) {
      const portion = await this.ask('next', null);
      if (!portion) return;
      yield made(portion);
    }
  }

  private async ask<N extends keyof ReadWorkerContract['requests']>(
    name: N,
    params: ReadWorkerContract['requests'][N]['params'],
  ): Promise<ReadWorkerContract['requests'][N]['result']> {
    try {
      await asked(this.started);
      return await asked(this.channel.request(name, params, this.signal));
    } catch (error) {
      throw this.signal.aborted ? error : (this.failure ?? error);
    }
  }

  private failed(error: unknown): void {
    const full = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.failure = full
      ? new StudioError(
          'bad-document',
          vscode.l10n.t('Reading this file takes more memory than there is for it.'),
          {
            remedy: vscode.l10n.t('Divide it into smaller files and read them one by one.'),
          },
        )
      : new StudioError('internal', `Reading failed: ${describeError(error)}`, { cause: error });
    this.channel.dispose();
  }

  dispose(): void {
    this.channel.dispose();
    void this.worker.terminate();
  }
}

function given<T>(model: T | undefined): T {
  if (model !== undefined) return model;
  throw new StudioError('internal', 'The worker asked for a model that it was not told of.');
}
