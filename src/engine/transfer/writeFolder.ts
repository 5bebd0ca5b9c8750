import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../base/errors';
import { renderRaw, toRaw } from '../base/json/render';
import { CONFIG_STYLE, type JsonStyle } from '../base/json/style';
import { onFile, onReading } from '../cube/files/fileError';
import { TEMP_SUFFIX } from '../cube/files/writeAtomically';
import type { ExportPart } from '../store/port';
import { withVector } from './folderParts';
import { peekStyle } from './recordStyle';

export interface FolderOptions {
  /** Id of the cube in its `config.json`. */
  readonly cubeId: string;
  /** How the text memory is laid out; where left out as its records show it, or as MemOS does it. */
  readonly style?: JsonStyle | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: { memories: number; edges: number }) => void) | undefined;
}

/**
 * Writes portions of an export as a new cube folder: `config.json` and a tree_text `textual_memory.json` as
 * MemOS writes them. The folder must be new or empty; after an error or abort nothing is left in it. Throws
 * StudioError `bad-argument`, `no-space`, `read-only`, `io`.
 */
export async function writeFolder(
  folder: string,
  parts: AsyncIterable<ExportPart>,
  options: FolderOptions,
): Promise<{ memories: number; edges: number }> {
  await assertEmpty(folder);
  await onFile(folder, () => mkdir(folder, { recursive: true }));
  const target = join(folder, 'textual_memory.json');
  const config = join(folder, 'config.json');
  const temp = target + TEMP_SUFFIX;
  try {
    const done = await onFile(target, async () => {
      const handle = await open(temp, 'wx');
      try {
        return await writeParts(handle, parts, options);
      } finally {
        await handle.close();
      }
    });
    await onFile(config, async () => {
      const handle = await open(config, 'wx');
      try {
        await handle.writeFile(renderRaw(toRaw(configOf(options.cubeId)), CONFIG_STYLE));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temp, target);
    });
    return done;
  } catch (error) {
    for (const file of [temp, config]) await rm(file, { force: true });
    throw error;
  }
}

async function assertEmpty(folder: string): Promise<void> {
  const names = await onReading(folder, () =>
    readdir(folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }),
  );
  if (names.length === 0) return;
  throw new StudioError('bad-argument', 'The target folder is not empty.', {
    place: { file: folder },
    remedy: 'Name a new or empty folder.',
  });
}

async function writeParts(
  handle: FileHandle,
  given: AsyncIterable<ExportPart>,
  { signal, onProgress, style: wanted }: FolderOptions,
): Promise<{ memories: number; edges: number }> {
  const { style: shown, parts } = await peekStyle(given);
  const style = wanted ?? shown;
  const done = { memories: 0, edges: 0 };
  const { newline, indent } = style;
  const line = indent ? newline + indent : '';
  const item = indent ? line + indent : '';
  await handle.writeFile(`{${line}"nodes": [`);
  let list: 'memories' | 'edges' = 'memories';
  const toEdges = (): string => {
    list = 'edges';
    return `${done.memories > 0 ? line : ''}],${line || ' '}"edges": [`;
  };
  for await (const part of parts) {
    signal?.throwIfAborted();
    let text = part.kind === 'edges' && list === 'memories' ? toEdges() : '';
    const raws =
      part.kind === 'memories'
        ? part.memories.map(withVector)
        : part.edges.map(({ source, target, type }) => toRaw({ source, target, type }));
    for (const raw of raws) {
      text += `${done[part.kind] > 0 ? ',' : ''}${item}${renderRaw(raw, style, 2)}`;
      done[part.kind]++;
    }
    await handle.writeFile(text);
    onProgress?.(done);
  }
  const close = list === 'memories' ? toEdges() : '';
  const end = `${done.edges > 0 ? line : ''}]`;
  const counts = `,${line || ' '}"total_nodes": ${done.memories},${line || ' '}"total_edges": ${done.edges}`;
  await handle.writeFile(`${close}${end}${counts}${indent ? newline : ''}}`);
  await handle.sync();
  return done;
}

/** The least that MemOS reads as a cube with a tree of text memories. */
function configOf(cubeId: string) {
  const none = { backend: 'uninitialized', config: {} };
  return {
    model_schema: 'memos.configs.mem_cube.GeneralMemCubeConfig',
    user_id: 'default',
    cube_id: cubeId,
    config_filename: 'config.json',
    text_mem: { backend: 'tree_text', config: { memory_filename: 'textual_memory.json' } },
    act_mem: none,
    para_mem: none,
  };
}
