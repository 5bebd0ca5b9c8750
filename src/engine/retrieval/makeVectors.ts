import type { Embedder } from '../inference/ports';
import type { MemoryStore } from '../store/port';
import { checkTaken } from './checkTaken';
import { embedStore, type EmbedStoreOptions } from './embedStore';
import { vectorCounts } from './vectorCounts';

export interface MakeVectorsOptions extends Omit<EmbedStoreOptions, 'onProgress'> {
  readonly onProgress: (what: 'embed' | 'check', done: number, total: number) => void;
}

/**
 * What a person asks for with "Compute Vectors": those that are missing are taken over or made; where none is
 * missing, those that were taken over are compared with their texts.
 * @returns what became of the cube's own vectors, in English
 * @throws what the store and the embedder throw; AbortError
 */
export async function makeVectors(
  store: MemoryStore,
  embedder: Embedder,
  { onProgress, ...options }: MakeVectorsOptions,
): Promise<{ note: string | undefined }> {
  const { signal, portion } = options;
  const [lacking] = await store.unembedded(embedder.tag, '', 1, signal);
  const { memories, fresh, taken } = await vectorCounts(store, embedder.tag, options.named, signal);
  const what = lacking ? 'embed' : 'check';
  const total = lacking ? memories - fresh : taken;
  const tell = (done: number): void => onProgress(what, Math.min(done, total), total);
  tell(0);
  if (lacking)
    return { note: (await embedStore(store, embedder, { ...options, onProgress: tell })).own.note };
  await checkTaken(store, embedder, { signal, portion, onProgress: tell });
  return { note: undefined };
}
