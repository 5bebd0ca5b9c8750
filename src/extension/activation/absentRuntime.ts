import { StudioError } from '../../engine/base/errors';
import type { KvRuntime } from '../../engine/inference/ports';

/** Stands in for a model while there is none: items are listed, pinned and removed, and whatever needs a model says why it cannot. */
export function absentRuntime(reason: () => string): KvRuntime {
  const refuse = (): Promise<never> => Promise.reject(new StudioError('unavailable', reason()));
  return {
    ...{ model: '', epoch: 0, adapters: [] },
    ...{
      facts: refuse,
      render: refuse,
      tokenize: refuse,
      pieces: refuse,
      prefill: refuse,
      probe: refuse,
      score: refuse,
    },
    ...{ saveSlot: refuse, restoreSlot: refuse, clearSlot: refuse, complete: refuse, setAdapters: refuse },
  };
}
