/** A manager over the real SmolLM2-135M and a folder of its own, for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KvStore } from '../../../src/engine/activation/items/kvStore';
import { Sealer } from '../../../src/engine/activation/items/seal';
import { KvManager, type KvManagerOptions } from '../../../src/engine/activation/manage/kvManager';
import { Capabilities } from '../../../src/engine/activation/model/capabilities';
import { FileHashes } from '../../../src/engine/activation/model/fileHashes';
import { silentLogger } from '../../../src/engine/base/context';
import type { LlamaChat } from '../../../src/engine/inference/llama/llamaChat';
import type { TemplateMemory } from '../../../src/engine/model/kvItem';
import { openTestChat } from '../inference/llama';

export interface Managed {
  readonly chat: LlamaChat;
  readonly folder: string;
  readonly store: KvStore;
  readonly sealer: Sealer;
  /** What time it is. */
  readonly clock: { now: Date };
  /** Another manager over the same model and folder, as after a restart. */
  again(overrides?: Partial<KvManagerOptions>): KvManager;
  dispose(): Promise<void>;
}

export async function openManaged(overrides: Parameters<typeof openTestChat>[0] = {}): Promise<Managed> {
  const folder = await mkdtemp(join(tmpdir(), 'memcube-kv-'));
  const data = join(folder, 'data');
  const sealer = await Sealer.open(data);
  const chat = await openTestChat({ contextSize: 2048, slots: 2, ...overrides });
  const store = new KvStore(join(folder, 'kv'), sealer);
  const clock = { now: new Date('2026-03-01T10:00:00Z') };
  const now = () => clock.now;
  const context = { now, newId: () => randomUUID(), log: silentLogger };
  const hashes = new FileHashes(data);
  const capabilities = new Capabilities(data, now);
  return {
    chat,
    folder,
    store,
    sealer,
    clock,
    again: (more = {}) => new KvManager({ runtime: chat, store, hashes, capabilities, context, ...more }),
    dispose: async () => {
      chat.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Memories of a garden, one a plot, changed a day after another. */
export function plots(count: number): TemplateMemory[] {
  return Array.from({ length: count }, (_, at) => ({
    key: `plot-${at}`,
    title: `Plot ${at}`,
    text: `Plot ${at} of the garden grows ${['beans', 'leeks', 'kale', 'chard'][at % 4] ?? ''} in row ${at * 7}.`,
    pinned: false,
    changedAt: Date.parse('2026-01-01T00:00:00Z') + at * 86_400_000,
  }));
}
