import type { KvCacheReport, KvLayerReport, KvStateReport } from '../../model/kvState';
import type { CacheLayout } from './cacheLayout';
import type { StateLayout } from './layout';

/** What a person sees of a state's layout. */
export function describeState({ version, fileBytes, tokens, caches }: StateLayout): KvStateReport {
  return { version, fileBytes, tokens: tokens.length, caches: caches.map(describeCache) };
}

function describeCache({ streams, positions, transposed, keys, values }: CacheLayout): KvCacheReport {
  const layers = keys.map((key, layer): KvLayerReport => {
    const value = values[layer];
    return {
      layer,
      keyType: key.type,
      keyWidth: key.width,
      valueType: value?.type ?? null,
      valueWidth: value?.width ?? 0,
      bytes: key.bytes + (value?.bytes ?? 0),
    };
  });
  const firstPosition = positions.reduce((least, each) => Math.min(least, each), positions[0] ?? -1);
  const lastPosition = positions.reduce((most, each) => Math.max(most, each), -1);
  return { streams, cells: positions.length, firstPosition, lastPosition, transposed, layers };
}
