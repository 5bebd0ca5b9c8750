import { StudioError } from '../../base/errors';
import { toRaw } from '../../base/json/render';
import { reasonText } from '../../cube/edit/types';
import { readTextMemory } from '../../cube/text/readTextMemory';
import type { TextMemory } from '../../cube/text/textMemory';
import { LiveConflict } from '../../live/liveConflict';
import type { LiveEditor } from '../../live/liveEditor';
import type { Edge } from '../../model/memory';
import type { StoredMemory } from '../../model/store';
import type { MemoryStore } from '../../store/port';
import { StoreFinder } from './storeFinder';
import { knownOf, type IngestTarget, type KnownMemory } from './target';

/** Memories asked for at once. */
const PORTION = 500;

/** A cube in a store; its Changes are made, and kept in its history, by the editor of the cube. */
export function storeTarget(store: MemoryStore, editor: LiveEditor): IngestTarget {
  /** The memories that `around` has shown: what operations are worked out on. */
  let seen: ReadonlyMap<string, StoredMemory> = new Map();
  return {
    name: store.info.name,
    format: 'tree_text',
    memories: (signal) => memoriesIn(store, signal),
    finder: (embedder, { signal }) => StoreFinder.open(store, embedder?.tag, signal),
    around: async (ids, signal) => {
      const { memory, stored } = await partOf(store, ids, signal);
      seen = stored;
      return memory;
    },
    apply: async (ops, reason) => {
      const applied = await unlessChanged(() =>
        editor.apply(ops, { actor: 'import', reason: reasonText(reason) }, seen),
      );
      seen = new Map();
      return {
        change: applied.change,
        undo: async () => {
          await editor.undo(applied, 'import');
        },
        redo: async () => {
          await editor.redo(applied, 'import');
        },
      };
    },
  };
}

/** What others have changed is no edit to be compared, but proposals to be looked at again. */
async function unlessChanged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LiveConflict)) throw error;
    throw new StudioError('conflict', error.message, {
      remedy: 'Nothing was written. Look at the proposals again.',
    });
  }
}

async function* memoriesIn(store: MemoryStore, signal?: AbortSignal): AsyncGenerator<KnownMemory[]> {
  for await (const part of store.export(signal)) {
    if (part.kind === 'edges') return;
    yield part.memories.map(({ id, raw }) => knownOf(id, raw));
  }
}

/** These memories, their relations and the memories at the other ends, as a text memory of their own. */
async function partOf(
  store: MemoryStore,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<{ memory: TextMemory; stored: Map<string, StoredMemory> }> {
  const stored = new Map<string, StoredMemory>();
  const take = async (wanted: readonly string[]): Promise<void> => {
    for (let at = 0; at < wanted.length; at += PORTION) {
      for (const memory of await store.get(wanted.slice(at, at + PORTION), signal)) {
        stored.set(memory.id, memory);
      }
    }
  };
  await take([...new Set(ids)]);
  const own = [...stored.keys()];
  const edges: Edge[] = [];
  for (let at = 0; at < own.length; at += PORTION) {
    edges.push(...(await store.edges(own.slice(at, at + PORTION), signal)));
  }
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  await take([...ends].filter((id) => !stored.has(id)));
  const unique = new Map(edges.map((edge) => [toRaw({ ...edge }), edge]));
  const raws = [...stored.values()].map(({ raw }) => raw);
  const text = `{"nodes": [${raws.join(', ')}], "edges": [${[...unique.keys()].join(', ')}]}`;
  const memory = await readTextMemory(Buffer.from(text), { file: store.info.location, format: 'tree_text' });
  return { memory, stored };
}
