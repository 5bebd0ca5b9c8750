import { dirname, join, resolve } from 'node:path';
import { KvStore } from '../../engine/activation/items/kvStore';
import { Sealer } from '../../engine/activation/items/seal';
import { KvManager, type KvManagerOptions } from '../../engine/activation/manage/kvManager';
import { Capabilities } from '../../engine/activation/model/capabilities';
import { FileHashes } from '../../engine/activation/model/fileHashes';
import { StudioError } from '../../engine/base/errors';
import { userDataFolder } from '../../engine/cube/files/userDataFolder';
import { LlamaChat } from '../../engine/inference/llama/llamaChat';
import { connectLlama } from '../../protocol/llamaWorker';
import type { CliContext } from '../context';

/** Options of commands that run a model. */
export interface KvModelOptions {
  /** GGUF file; OPENMEM_MODEL where left out. */
  readonly model?: string | undefined;
  /** Tokens of the context; items are of use only where it is the same. */
  readonly context?: number | undefined;
  readonly threads?: number | undefined;
}

/** The items of a cube in a folder. */
export async function openKvStore(cubeFolder: string): Promise<KvStore> {
  return KvStore.of(cubeFolder, await Sealer.open(userDataFolder()));
}

/** The chat model that a command was given; dispose of it. Throws StudioError `bad-argument` where there is none. */
export function openChat(context: CliContext, options: KvModelOptions): LlamaChat {
  const model = options.model ?? process.env['OPENMEM_MODEL'];
  if (model === undefined || model === '') {
    throw new StudioError('bad-argument', 'A chat model is needed for this.', {
      remedy: 'Name a GGUF file with --model, or in the environment variable OPENMEM_MODEL.',
    });
  }
  return new LlamaChat({
    script: join(dirname(resolve(process.argv[1] ?? '.')), 'workers', 'llama.js'),
    connect: connectLlama,
    log: context.log,
    model: resolve(context.cwd, model),
    contextSize: options.context,
    threads: options.threads,
  });
}

/** A manager over a model and a folder of items. */
export function managerOf(
  context: CliContext,
  runtime: LlamaChat,
  store: KvStore,
  more: Pick<KvManagerOptions, 'memory'> = {},
): KvManager {
  const data = userDataFolder();
  const capabilities = new Capabilities(data, () => context.now());
  return new KvManager({ runtime, store, hashes: new FileHashes(data), capabilities, context, ...more });
}
