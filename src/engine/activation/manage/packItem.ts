import { rm, stat } from 'node:fs/promises';
import type { KvItem } from '../../model/kvItem';
import { StudioError } from '../../base/errors';
import type { KvStore } from '../items/kvStore';
import { packState } from '../items/pack';

/** Compresses the state of an item; a compressed one stays as it is. Throws StudioError `bad-state`; AbortError. */
export async function packItem(store: KvStore, item: KvItem, signal?: AbortSignal): Promise<KvItem> {
  if (item.stored.encoding === 'zstd') return item;
  if (!(await store.isWhole(item, signal))) {
    throw new StudioError('bad-state', 'The state of this KV item is gone or damaged.', {
      place: { file: store.stateOf(item) },
      remedy: 'Build it anew from its text.',
    });
  }
  const part = await store.part(item.id);
  try {
    const { hash } = await packState(store.stateOf(item), part, signal);
    const { stateBytes } = item.stored;
    const before = (await stat(part)).size;
    if (before >= stateBytes) return item;
    const stored = await store.adopt(item.id, part, { encoding: 'zstd', stateBytes, stateHash: hash });
    return await store.update(item.id, (now) => ({ ...now, stored }));
  } finally {
    await rm(part, { force: true });
  }
}
