/**
 * `activation_memory.pickle` of MemOS 2.0 from KV items. A `VLLMKVCacheItem` is the text of a prompt, which vLLM
 * computes and caches again: that is written. A `KVCacheItem` holds torch tensors of one model in the layout of
 * transformers; llama.cpp's keys and values are of another model file, rounded and rotated otherwise, and would be
 * wrong there without a sign of it. So no tensors are written.
 */
import type { KvItem } from '../../model/kvItem';
import { PickledModel, PickledTime, writePickle } from './pickleWriter';

const MODULE = 'memos.memories.activation.item';

/** The backend of `act_mem` in a cube's `config.json` under which MemOS reads what is written here. */
export const EXPORT_BACKEND = 'vllm_kv_cache';

/** The file; items keep their ids, texts and sources. */
export function exportItems(items: readonly KvItem[]): Uint8Array {
  const memories = Object.fromEntries(items.map((item) => [item.id, vllmItem(item)]));
  return writePickle({ kv_cache_memories: memories });
}

function vllmItem({ id, title, messages, sources, createdAt }: KvItem): PickledModel {
  const texts = sources.map(({ text }) => text);
  const text = messages.map(({ content }) => content).join('\n\n');
  return new PickledModel(MODULE, 'VLLMKVCacheItem', {
    id,
    memory: text,
    metadata: { source_text: texts.length > 0 ? texts.join('\n') : text, extracted_at: createdAt, title },
    records: new PickledModel(MODULE, 'KVCacheRecords', {
      text_memories: texts,
      composed_text_memory: text,
      timestamp: new PickledTime(new Date(createdAt)),
    }),
  });
}
