import type { JsonRecord, RawJson } from '../base/json/types';
import { newRecord } from '../cube/edit/newRecord';
import { isoTime } from '../cube/edit/time';
import type { TextMemory } from '../cube/text/textMemory';
import type { ReadMemory } from '../model/reading';

/** Where a memory comes from, besides what its reader says. */
export interface Origin {
  readonly userId: string | undefined;
  readonly sessionId: string | undefined;
  readonly batch: string;
  /** Place among the memories of the source, and the portion. */
  readonly index: number;
  readonly portions: number;
}

/**
 * The record of a read memory in the format of a cube, with the metadata that MemOS's own readers write
 * (memos-interop §5.5). Entities and the time it speaks of go into `info`. In a tree the members of `info` and
 * `internal_info` stand in the metadata itself, as MemOS's graph keeps them: Neo4j has no nested objects (§3.3).
 */
export function memoryRecord(
  memory: TextMemory,
  id: string,
  read: ReadMemory,
  origin: Origin,
  now: Date,
): RawJson {
  const info: JsonRecord = { ...infoOf(read) };
  if (read.when !== undefined) info['memory_time'] = read.when;
  if (read.entities.length > 0) info['entities'] = [...read.entities];
  const internal: JsonRecord = {
    ingest_batch_id: origin.batch,
    chunk_index: origin.index,
    chunk_total: origin.portions,
  };
  const own: JsonRecord = {
    ...read.more,
    user_id: origin.userId ?? null,
    session_id: read.session ?? origin.sessionId ?? null,
    type: read.kind,
    confidence: read.confidence,
    source: memory.format === 'tree_text' || memory.format === 'naive_text' ? sourceOf(read) : null,
    tags: [...read.tags],
    sources: read.sources.map((source) => ({ ...source })),
    background: read.background ?? '',
  };
  const more: JsonRecord =
    memory.format === 'tree_text'
      ? { ...internal, ...info, ...own, info: null }
      : { ...own, info, internal_info: internal };
  return newRecord(memory, {
    id,
    memory: read.memory,
    title: read.title,
    memoryType: read.memoryType,
    time: isoTime(now),
    collection: undefined,
    more,
  });
}

function infoOf({ more }: ReadMemory): JsonRecord {
  const info = more?.['info'];
  return typeof info === 'object' && info !== null && !Array.isArray(info) ? info : {};
}

/** `conversation` or `file`, of MemOS's own values of `source`. */
function sourceOf({ sources }: ReadMemory): string {
  return sources.some(({ type }) => type === 'chat') ? 'conversation' : 'file';
}
