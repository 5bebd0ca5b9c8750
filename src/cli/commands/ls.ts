import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { findCube, type CubeDescription } from '../../engine/cube/files/findCube';
import { onReading } from '../../engine/cube/files/fileError';
import { loadText } from '../../engine/cube/session/loadText';
import type { TextFormat } from '../../engine/model/memory';
import type { CliContext } from '../context';
import { isAddress } from '../cube/address';
import { shownPath } from '../cube/paths';
import { EXIT } from '../exitCodes';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import { table } from '../output/table';
import type { Result } from '../result';

/** Kinds of memory that a cube has a file for. */
type Kind = 'text' | 'activation' | 'parametric' | 'preference';

interface Listed {
  readonly name: string;
  readonly path: string;
  readonly format: TextFormat | null;
  readonly memories: number | null;
  readonly kinds: readonly Kind[];
  readonly error?: string;
}

/** Folders that hold no cubes of their own. */
const PASSED_OVER = new Set(['node_modules', '__pycache__', 'dist']);

/**
 * `openmem ls <place>`: the cubes in a folder and below it, links not followed; or those of a Neo4j database.
 */
export async function ls(context: CliContext, place: string): Promise<Result> {
  if (isAddress(place)) return (await import('./lsDatabase')).lsDatabase(context, place);
  return lsFolder(context, place);
}

async function lsFolder(context: CliContext, folder: string): Promise<Result> {
  const top = resolve(context.cwd, folder);
  const found: Listed[] = [];
  for await (const { path, names } of foldersBelow(top, context.signal)) {
    if (!names.has('config.json') && !names.has('textual_memory.json')) continue;
    const listed = await describe(context, path, names.has('textual_memory.json'));
    if (listed) found.push(listed);
  }
  const broken = found.some(({ error }) => error !== undefined);
  const shown = (path: string): string => shownPath(context.cwd, path);
  return {
    json: { folder: top, cubes: found },
    quiet: found.map(({ path }) => plainLine(shown(path))),
    exit: broken ? EXIT.found : EXIT.ok,
    lines: (style) => {
      if (found.length === 0) return [`No cubes in ${plainLine(shown(top))}.`];
      const rows = table(
        [
          { title: 'NAME', cell: ({ name }) => name, most: 40, colour: ({ bold }) => bold },
          { title: 'FORMAT', cell: ({ format }) => format },
          { title: 'MEMORIES', cell: ({ memories }) => memories, align: 'right' },
          { title: 'KINDS', cell: ({ kinds }) => kinds.join(', ') },
          { title: 'PATH', cell: ({ path }) => shown(path), most: 100 },
          { title: 'PROBLEM', cell: ({ error }) => error, most: 120, colour: ({ red }) => red },
        ],
        found,
        style,
      );
      return [...rows, style.dim(counted(found.length, 'cube'))];
    },
  };
}

async function* foldersBelow(
  top: string,
  signal: AbortSignal,
): AsyncGenerator<{ path: string; names: ReadonlySet<string> }> {
  const waiting = [top];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    signal.throwIfAborted();
    const entries = await entriesOf(path, path === top);
    yield { path, names: new Set(entries.map(({ name }) => name)) };
    const folders = entries.filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !PASSED_OVER.has(entry.name),
    );
    for (const { name } of folders.reverse()) waiting.push(join(path, name));
  }
}

/** Entries by name; a folder below that may not be read is passed over. */
async function entriesOf(path: string, isTop: boolean): Promise<Dirent[]> {
  try {
    const entries = await onReading(path, () => readdir(path, { withFileTypes: true }));
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isTop) throw error;
    return [];
  }
}

/** What is listed of a folder; undefined where it holds no cube after all. */
async function describe(context: CliContext, path: string, hasMemory: boolean): Promise<Listed | undefined> {
  const unknown = { name: path.split(/[\\/]/).at(-1) ?? path, path, format: null, memories: null, kinds: [] };
  try {
    const cube = await findCube(path);
    if (!hasMemory && !speaksOfMemories(cube)) return undefined;
    const { name } = cube;
    const kinds = kindsOf(cube);
    if (cube.textFile === undefined) return { name, path, format: null, memories: null, kinds };
    if (!(await stat(cube.textFile)).isFile()) return undefined;
    try {
      const { memory } = await loadText(cube.textFile, { format: cube.format, signal: context.signal });
      const { configError } = cube;
      const error = configError ? { error: configError.describe() } : {};
      return { name, path, format: memory.format, memories: memory.size, kinds, ...error };
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      return { name, path, format: cube.format ?? null, memories: null, kinds, error: error.describe() };
    }
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    // A config.json alone may belong to anything.
    return hasMemory || error.code === 'path-escape' ? { ...unknown, error: error.describe() } : undefined;
  }
}

/** Whether the configuration is one of a cube and not just a file of that name. */
function speaksOfMemories({ config }: CubeDescription): boolean {
  if (!config) return false;
  const { text, activation, parametric, preference, modelSchema } = config;
  if (modelSchema?.endsWith('GeneralMemCubeConfig')) return true;
  return [text, activation, parametric, preference].some(({ backend }) => backend !== 'uninitialized');
}

function kindsOf(cube: CubeDescription): Kind[] {
  const files = [
    ['text', cube.textFile],
    ['activation', cube.activationFile],
    ['parametric', cube.parametricFile],
    ['preference', cube.preferenceFile],
  ] as const;
  return files.flatMap(([kind, file]) => (file === undefined ? [] : [kind]));
}
