import { quickJson } from '../../engine/base/json/quick';
import { textOf } from '../../engine/retrieval/facts';
import { DEFAULT_STATUSES } from '../../engine/retrieval/gates';
import { Searcher } from '../../engine/retrieval/searcher';
import type { MemoryStore } from '../../engine/store/port';
import type { CliContext } from '../context';
import { openSearchable } from '../search/openSearchable';

/** A memory that a model is told of. */
export interface ToldMemory {
  readonly id: string;
  readonly text: string;
}

const PORTION = 500;

/** The memories in force of a cube in its order, or of them those that a question finds, best first. */
export async function memoriesOf(
  context: CliContext,
  cube: string,
  question: string,
  topK: number | undefined,
): Promise<ToldMemory[]> {
  const opened = await openSearchable(context, cube, undefined);
  try {
    const { store } = opened;
    const ids =
      topK === undefined ? await allIds(store, context.signal) : await found(context, store, question, topK);
    const memories: ToldMemory[] = [];
    for (let at = 0; at < ids.length; at += PORTION) {
      for (const { id, raw } of await store.get(ids.slice(at, at + PORTION), context.signal)) {
        const text = textOf(quickJson(raw));
        if (text.trim() !== '') memories.push({ id, text });
      }
    }
    return memories;
  } finally {
    await opened.close();
  }
}

async function allIds(store: MemoryStore, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const query = { statuses: DEFAULT_STATUSES, offset: ids.length, limit: PORTION };
    const { rows, total } = await store.list(query, signal);
    ids.push(...rows.map(({ id }) => id));
    if (rows.length === 0 || ids.length >= total) return ids;
  }
}

async function found(context: CliContext, store: MemoryStore, text: string, topK: number): Promise<string[]> {
  const searcher = new Searcher(store, { now: () => context.now() });
  const { hits } = await searcher.search({ text, topK }, context.signal);
  return hits.map(({ row }) => row.id);
}
