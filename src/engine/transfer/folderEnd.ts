import { rm, rmdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { detectStyle } from '../base/json/style';
import type { CubeDescription } from '../cube/files/findCube';
import { SIDECAR } from '../cube/journal/journal';
import { loadText } from '../cube/session/loadText';
import type { TextMemory } from '../cube/text/textMemory';
import { edgeName, type CopySource, type CopyTarget } from './copyCube';
import { exportedMemory, folderParts } from './folderParts';
import { leftOutOf } from './leftOut';
import type { FoundLoss } from './lossList';
import { writeFolder } from './writeFolder';

/** A text memory as the source of a copy; with its cube, what else that holds is told as left out. */
export function textSource(memory: TextMemory, cube?: CubeDescription): CopySource {
  return {
    size: () => Promise.resolve(memory.size),
    parts: (signal) => folderParts(memory, signal),
    async *leftOut(signal) {
      if (cube) for (const loss of [...(await filesOf(cube)), ...(await historyOf(cube))]) yield loss;
      yield* leftOutOf(memory, signal);
    },
  };
}

/** The files of a cube beside its text memory, which only another folder can hold. */
function filesOf(cube: CubeDescription): Promise<FoundLoss[]> {
  const { configFile, activationFile, parametricFile, preferenceFile, textFile } = cube;
  const files = [configFile, activationFile, parametricFile, preferenceFile];
  return notCarried(
    cube,
    files.filter((file) => file !== textFile),
  );
}

/** The history that is kept beside a cube: it tells of that folder and stays there. */
export function historyOf(cube: CubeDescription): Promise<FoundLoss[]> {
  return notCarried(cube, [join(cube.folder, SIDECAR, 'journal.jsonl')]);
}

async function notCarried(
  { folder }: CubeDescription,
  files: readonly (string | undefined)[],
): Promise<FoundLoss[]> {
  const losses: FoundLoss[] = [];
  for (const file of files) {
    const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
    if (file === undefined || !found?.isFile()) continue;
    const before = `${found.size} bytes`;
    losses.push({ rule: 'file-not-carried', memory: '', field: relative(folder, file), before, after: '' });
  }
  return losses;
}

/** The text memory of a folder that was written, and the places of its memories. */
async function readBack(folder: string): Promise<{ memory: TextMemory; places: Map<string, number> }> {
  const { memory } = await loadText(join(folder, 'textual_memory.json'), { format: 'tree_text' });
  return { memory, places: new Map([...memory.rows()].map(({ key }, at) => [key, at])) };
}

/** A new or empty folder as the target of a copy; laid out like `like`, or as its records show. */
export function folderTarget(folder: string, cubeId: string, like?: TextMemory): CopyTarget {
  const style = like?.format === 'tree_text' ? detectStyle(like.bytes.toString('utf8', 0, 4096)) : undefined;
  let existed = true;
  let wrote = false;
  let written: ReturnType<typeof readBack> | undefined;
  const back = () => (written ??= readBack(folder));
  return {
    write: async (parts, options) => {
      existed = await stat(folder).then(
        () => true,
        () => false,
      );
      const done = await writeFolder(folder, parts, { cubeId, style, ...options });
      wrote = true;
      return done;
    },
    read: async (ids) => {
      const { memory, places } = await back();
      return ids
        .filter((id) => memory.has(id))
        .sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
        .map((id) => exportedMemory(memory, id));
    },
    edges: async (ids) => {
      const { memory } = await back();
      return ids.flatMap((id) => memory.edgesFrom(id)).map(edgeName);
    },
    takeBack: async () => {
      if (wrote)
        for (const name of ['textual_memory.json', 'config.json'])
          await rm(join(folder, name), { force: true });
      if (!existed) await rmdir(folder).catch(() => undefined);
    },
  };
}
