import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inspectAdapterFile } from '../../cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../cube/adapter/source';
import { onFile } from '../../cube/files/fileError';
import { writeAtomically } from '../../cube/files/writeAtomically';
import type { KvRuntime } from '../../inference/ports';
import type { KvCapability } from '../../model/kvItem';
import type { ModelMark } from './fingerprint';
import { tryModel } from './tryModel';

const FILE = 'kv-models.json';
/** Raised when the test changes, so that older results do not count. */
const VERSION = 2;
/** Tokens that a model without a sliding window is tried with. */
const TRIED = 192;
/** Tokens beyond a window, so that its first ones have left it. */
const BEYOND_WINDOW = 160;
/** Tokens of a slot that are left free. */
const SPARE = 64;

const shape = z.record(
  z.string(),
  z.object({
    restores: z.boolean(),
    erases: z.boolean(),
    reason: z.string(),
    testedAt: z.iso.datetime(),
    tokens: z.int(),
    worst: z.number(),
  }),
);

/** What was found out about models on this machine; each is tried once, until the model, the build or the types change. */
export class Capabilities {
  constructor(
    private readonly dataFolder: string,
    private readonly now: () => Date,
  ) {}

  /** What is known of a model, without trying it. */
  async known(mark: ModelMark): Promise<KvCapability | undefined> {
    return (await this.read())[nameOf(mark)];
  }

  /**
   * What is known, or found now: that takes as long as reading a few hundred tokens three times.
   * @param slot what it holds is lost when the model is tried
   */
  async ensure(
    runtime: KvRuntime,
    mark: ModelMark,
    slot: number,
    signal?: AbortSignal,
  ): Promise<KvCapability> {
    const known = await this.known(mark);
    if (known) return known;
    await onFile(this.dataFolder, () => mkdir(this.dataFolder, { recursive: true, mode: 0o700 }));
    const tokens = Math.min(tokensFor(runtime.model), mark.contextSize - SPARE);
    const path = join(this.dataFolder, `try-${randomBytes(6).toString('hex')}.bin`);
    const found = await tryModel(runtime, { slot, tokens, path, now: this.now, signal });
    const all = { ...(await this.read()), [nameOf(mark)]: found };
    await writeAtomically(join(this.dataFolder, FILE), [`${JSON.stringify(all, null, 1)}\n`]);
    return found;
  }

  private read(): Promise<Record<string, KvCapability>> {
    return readFile(join(this.dataFolder, FILE), 'utf8')
      .then((text) => shape.parse(JSON.parse(text)))
      .catch(() => ({}));
  }
}

/** Slots and context size do not matter to it; what computes and in which types does. */
function nameOf({ modelHash, build, device, keyType, valueType }: ModelMark): string {
  const text = JSON.stringify([VERSION, modelHash, build, device, keyType, valueType]);
  return createHash('sha256').update(text).digest('hex');
}

/** More than the sliding window that a model's file tells of; how the model behaves is what the test shows. */
function tokensFor(model: string): number {
  const { gguf } = withAdapterFile(model, (source) => inspectAdapterFile(source));
  const windows = (gguf?.metadata ?? [])
    .filter(({ key }) => key.endsWith('.attention.sliding_window'))
    .map(({ value }) => (typeof value === 'number' && Number.isFinite(value) ? value + BEYOND_WINDOW : 0));
  return Math.max(TRIED, ...windows);
}
