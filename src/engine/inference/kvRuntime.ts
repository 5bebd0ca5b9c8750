import { StudioError } from '../base/errors';
import type { ChatModel, KvRuntime } from './ports';

/** The keys and values of a model, where its provider lets them be kept: llama.cpp in a process of our own. */
export function kvRuntimeOf(model: object): KvRuntime | undefined {
  return 'restoreSlot' in model ? (model as KvRuntime) : undefined;
}

/** The same. Throws StudioError `unsupported` for a model of a server, whose memory nobody else can reach. */
export function requireKvRuntime(model: ChatModel): KvRuntime {
  const runtime = kvRuntimeOf(model);
  if (runtime) return runtime;
  throw new StudioError(
    'unsupported',
    `${model.name} is served by others, who keep its keys and values, and choose its adapters, for themselves.`,
    {
      remedy: 'Choose a model file as chat model: activation and parametric memory work with llama.cpp only.',
    },
  );
}
