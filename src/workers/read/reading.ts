import { StudioError } from '../../engine/base/errors';
import type { ChatModel, Embedder } from '../../engine/inference/ports';
import { Judge } from '../../engine/ingest/judge';
import type { ReadPortion } from '../../engine/model/reading';
import { readSource } from '../../engine/reader/readSource';
import type { Handlers } from '../../protocol/channel';
import type { ReadModels, ReadOrder, ReadWorkerContract } from '../../protocol/readWorker';

/** Models that the host answers for. */
export interface ReadingHost {
  embedder(tag: NonNullable<ReadModels['embedder']>): Embedder;
  model(name: string): ChatModel;
}

/** Reads one source and judges what it finds, as the host asks for it. It is given up with its worker. */
export class Reading {
  private model: ChatModel | undefined;
  private judge: Judge | undefined;
  private portions: AsyncGenerator<ReadPortion, void> | undefined;

  constructor(private readonly host: ReadingHost) {}

  handlers(): Handlers<ReadWorkerContract> {
    return {
      start: ({ embedder, model }) => {
        this.model = model === null ? undefined : this.host.model(model);
        this.judge = new Judge(embedder ? this.host.embedder(embedder) : undefined, this.model, undefined);
        return null;
      },
      open: (order) => {
        this.portions = this.read(order);
        return null;
      },
      next: async () => {
        const { done, value } = await begun(this.portions).next();
        return done ? null : value;
      },
      learn: async ({ peers }) => {
        await begun(this.judge).learn(peers);
        return null;
      },
      judge: ({ peers }) => begun(this.judge).judge(peers),
    };
  }

  private read({ name, bytes, firstLine, now, ...options }: ReadOrder): AsyncGenerator<ReadPortion, void> {
    const source = { name, bytes, firstLine };
    return readSource(source, { ...options, model: this.model, now: () => new Date(now) });
  }
}

function begun<T>(part: T | undefined): T {
  if (part !== undefined) return part;
  throw new StudioError('internal', 'The worker was asked before it was started.');
}
