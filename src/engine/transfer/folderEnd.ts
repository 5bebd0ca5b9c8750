import { join } from 'node:path';
import { detectStyle, MEMORY_STYLE } from '../base/json/style';
import { loadText } from '../cube/session/loadText';
import type { TextMemory } from '../cube/text/textMemory';
import { edgeName, type CopySource, type CopyTarget } from './copyCube';
import { exportedMemory, folderParts } from './folderParts';
import { writeFolder } from './writeFolder';

/** A text memory as the source of a copy. */
export function textSource(memory: TextMemory): CopySource {
  return { parts: (signal) => folderParts(memory, signal) };
}

/** A new or empty folder as the target of a copy; laid out like `like`, or as MemOS does it. */
export function folderTarget(folder: string, cubeId: string, like?: TextMemory): CopyTarget {
  const style =
    like?.format === 'tree_text' ? detectStyle(like.bytes.toString('utf8', 0, 4096)) : MEMORY_STYLE;
  let written: Promise<TextMemory> | undefined;
  const back = (): Promise<TextMemory> =>
    (written ??= loadText(join(folder, 'textual_memory.json'), { format: 'tree_text' }).then(
      ({ memory }) => memory,
    ));
  return {
    write: (parts, options) => writeFolder(folder, parts, { cubeId, style, ...options }),
    read: async (ids) => {
      const memory = await back();
      return ids
        .filter((id) => memory.has(id))
        .map((id) => {
          const { raw, vectors } = exportedMemory(memory, id);
          return { id, raw, vector: vectors[0]?.vector };
        });
    },
    edges: async (ids) => {
      const memory = await back();
      return ids.flatMap((id) => memory.edgesFrom(id)).map(edgeName);
    },
  };
}
