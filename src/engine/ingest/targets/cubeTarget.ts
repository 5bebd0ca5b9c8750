import { quickJson } from '../../base/json/quick';
import { reasonText } from '../../cube/edit/types';
import { metadataOf, textOf } from '../../cube/outline/recordData';
import type { CubeSession } from '../../cube/session/cubeSession';
import type { TextMemory } from '../../cube/text/textMemory';
import type { IngestTarget, KnownMemory } from './target';

const PORTION = 500;

/** A cube in a folder. Changes go to the session; saving is the caller's, as with every edit. */
export function cubeTarget(session: CubeSession): IngestTarget {
  return {
    name: session.cube.name,
    format: session.memory.format,
    memories: (signal) => memoriesOf(session.memory, signal),
    finder: async (embedder, options) => {
      if (!embedder) return undefined;
      const { folderFinder } = await import('./folderFinder');
      return folderFinder(session, embedder, options);
    },
    around: () => Promise.resolve(session.memory),
    apply: async (ops, reason) => {
      const applied = await session.apply(ops, { actor: 'import', reason: reasonText(reason) });
      return {
        change: applied.change,
        undo: () => session.undo(applied, 'import'),
        redo: () => session.redo(applied, 'import'),
      };
    },
  };
}

/** Every memory of a text memory, breathing between portions. */
export async function* memoriesOf(
  memory: TextMemory,
  signal?: AbortSignal,
): AsyncGenerator<readonly KnownMemory[]> {
  let portion: KnownMemory[] = [];
  for (const { row } of [...memory.slots()]) {
    portion.push(knownOf(memory, row.key));
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  }
  if (portion.length > 0) yield portion;
}

function knownOf(memory: TextMemory, key: string): KnownMemory {
  const data = quickJson(memory.text(key));
  const row = memory.slot(key).row;
  const memoryType = metadataOf(memory, data, 'memory_type');
  return {
    id: row.key,
    text: textOf(memory, data),
    status: row.status,
    kind: row.kind,
    memoryType: typeof memoryType === 'string' ? memoryType : '',
    at: row.updatedAt ?? row.createdAt,
  };
}
