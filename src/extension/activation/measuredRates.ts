import type { MeasuredRates } from '../../engine/activation/manage/propose';
import type { KvItem } from '../../engine/model/kvItem';

/** What items of this machine measured, taken together; undefined before the first one was built. */
export function measuredRates(
  items: readonly Pick<KvItem, 'tokens' | 'figures' | 'stored'>[],
): MeasuredRates | undefined {
  const sum = (of: (item: (typeof items)[number]) => number): number =>
    items.reduce((total, item) => total + of(item), 0);
  const tokens = sum((item) => item.tokens.length);
  const bytes = sum(({ stored }) => stored.stateBytes);
  if (tokens === 0 || bytes === 0) return undefined;
  const restored = items.flatMap(({ figures, stored }) =>
    figures.restores
      .filter(({ from }) => from === 'disk')
      .map(({ ms }) => ({ ms, bytes: stored.stateBytes })),
  );
  const restoredBytes = restored.reduce((total, each) => total + each.bytes, 0);
  const restoredMs = restored.reduce((total, { ms }) => total + ms, 0);
  const saveMsPerByte = sum(({ figures }) => figures.saveMs) / bytes;
  return {
    prefillMsPerToken: sum(({ figures }) => figures.prefillMs) / tokens,
    restoreMs: 0,
    // Until something was brought back, reading is taken to be as quick as writing was.
    restoreMsPerByte: restoredBytes > 0 ? restoredMs / restoredBytes : saveMsPerByte,
    saveMsPerByte,
    bytesPerToken: bytes / tokens,
  };
}
