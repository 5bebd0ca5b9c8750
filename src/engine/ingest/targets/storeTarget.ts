import { StudioError } from '../../base/errors';
import { own, quickJson } from '../../base/json/quick';
import { toRaw } from '../../base/json/render';
import { reasonText } from '../../cube/edit/types';
import { readTextMemory } from '../../cube/text/readTextMemory';
import type { TextMemory } from '../../cube/text/textMemory';
import { invertOps, touchedKeys, type Change, type Op } from '../../model/change';
import type { Edge } from '../../model/memory';
import { parseTimestamp } from '../../model/normalise';
import type { MemoryStore } from '../../store/port';
import type { IngestContext } from '../types';
import type { IngestTarget, KnownMemory } from './target';

/** Memories asked for at once. */
const PORTION = 500;

/** A cube in a store. */
export function storeTarget(store: MemoryStore, context: IngestContext): IngestTarget {
  /** Versions of the memories that `around` has shown: what operations are worked out on. */
  let seen = new Map<string, string>();
  const commit = async (change: Change, signal?: AbortSignal): Promise<void> => {
    const expected = new Map<string, string | null>();
    for (const op of change.ops) {
      if (op.op === 'add') expected.set(op.key, null);
      for (const key of touchedKeys(op)) {
        const version = seen.get(key);
        if (version !== undefined && !expected.has(key)) expected.set(key, version);
      }
    }
    const outcome = await store.apply(change, expected, signal);
    if (outcome.outcome === 'applied') return;
    throw new StudioError('conflict', `Memories were changed meanwhile: ${outcome.ids.join(', ')}.`, {
      remedy: 'Nothing was written. Look at the proposals again.',
    });
  };
  const newChange = (ops: readonly Op[], reason: string): Change => ({
    id: context.newId(),
    at: context.now().toISOString(),
    actor: 'import',
    reason,
    ops,
  });
  return {
    name: store.info.name,
    format: 'tree_text',
    memories: (signal) => memoriesIn(store, signal),
    around: async (ids, signal) => {
      const { memory, versions } = await partOf(store, ids, signal);
      seen = versions;
      return memory;
    },
    apply: async (ops, reason, signal) => {
      const change = newChange(ops, reasonText(reason));
      await commit(change, signal);
      seen = new Map();
      const undo = () => commit(newChange(invertOps(ops), `Undo: ${change.reason}`));
      return { change, undo };
    },
  };
}

async function* memoriesIn(store: MemoryStore, signal?: AbortSignal): AsyncGenerator<KnownMemory[]> {
  for await (const part of store.export(signal)) {
    if (part.kind === 'edges') return;
    yield part.memories.map(({ id, raw }) => knownOf(id, raw));
  }
}

function knownOf(id: string, raw: string): KnownMemory {
  const data = quickJson(raw);
  const metadata = own(data, 'metadata');
  const text = (name: string): string => {
    const value = own(metadata, name);
    return typeof value === 'string' ? value : '';
  };
  const memory = own(data, 'memory');
  return {
    id,
    text: typeof memory === 'string' ? memory : '',
    status: text('status'),
    kind: text('type'),
    memoryType: text('memory_type'),
    at: parseTimestamp(text('updated_at') || text('created_at')),
  };
}

/** These memories, their relations and the memories at the other ends, as a text memory of their own. */
async function partOf(
  store: MemoryStore,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<{ memory: TextMemory; versions: Map<string, string> }> {
  const versions = new Map<string, string>();
  const raws: string[] = [];
  const take = async (wanted: readonly string[]): Promise<void> => {
    for (let at = 0; at < wanted.length; at += PORTION) {
      for (const { id, raw, version } of await store.get(wanted.slice(at, at + PORTION), signal)) {
        versions.set(id, version);
        raws.push(raw);
      }
    }
  };
  await take([...new Set(ids)]);
  const own = [...versions.keys()];
  const edges: Edge[] = [];
  for (let at = 0; at < own.length; at += PORTION) {
    edges.push(...(await store.edges(own.slice(at, at + PORTION), signal)));
  }
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  await take([...ends].filter((id) => !versions.has(id)));
  const unique = new Map(edges.map((edge) => [toRaw({ ...edge }), edge]));
  const text = `{"nodes": [${raws.join(', ')}], "edges": [${[...unique.keys()].join(', ')}]}`;
  const memory = await readTextMemory(Buffer.from(text), { file: store.info.location, format: 'tree_text' });
  return { memory, versions };
}
