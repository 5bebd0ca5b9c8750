import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { KvStore } from '../../src/engine/activation/items/kvStore';
import { Sealer } from '../../src/engine/activation/items/seal';
import { KvManager } from '../../src/engine/activation/manage/kvManager';
import { Capabilities } from '../../src/engine/activation/model/capabilities';
import { FileHashes } from '../../src/engine/activation/model/fileHashes';
import { silentLogger } from '../../src/engine/base/context';
import { LlamaChat } from '../../src/engine/inference/llama/llamaChat';
import { connectLlama } from '../../src/protocol/llamaWorker';
import type { KvJob } from './job.ts';

/** A model and its items, as long as a measurement takes. */
export interface Setting {
  readonly chat: LlamaChat;
  readonly store: () => KvStore;
  /** A manager that has read nothing yet. */
  readonly open: () => KvManager;
}

export async function withSetting<T>(job: KvJob, use: (setting: Setting) => Promise<T>): Promise<T> {
  const data = join(job.folder, 'data');
  const sealer = await Sealer.open(data);
  const { model, script, threads } = job;
  const chat = new LlamaChat({
    model,
    script,
    threads,
    connect: connectLlama,
    log: silentLogger,
    contextSize: 8192,
    slots: 1,
  });
  const store = (): KvStore => new KvStore(join(job.folder, 'kv'), sealer);
  const now = (): Date => new Date();
  const context = { now, newId: () => randomUUID(), log: silentLogger };
  const open = (): KvManager =>
    new KvManager({
      runtime: chat,
      store: store(),
      hashes: new FileHashes(data),
      capabilities: new Capabilities(data, now),
      context,
    });
  try {
    return await use({ chat, store, open });
  } finally {
    chat.dispose();
    await rm(job.folder, { recursive: true, force: true });
  }
}
