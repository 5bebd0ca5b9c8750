/**
 * Finding a cube: from its folder, from its `config.json`, or from a text-memory file alone
 * (memos-interop §1.1). File names in a configuration are only followed inside the cube folder.
 */
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { StudioError } from '../../base/errors';
import type { TextFormat } from '../../model/memory';
import { readConfig, type CubeConfig, type MemorySection } from '../config/readConfig';
import { containedPath } from './containedPath';
import { onReading } from './fileError';
import { readFileInPortions } from './readFileInPortions';

/** Where the parts of a cube are; real absolute paths. Only files that exist are named. */
export interface CubeDescription {
  readonly folder: string;
  /** The cube's id by its configuration, else the name of its folder, else of its file. */
  readonly name: string;
  readonly textFile?: string | undefined;
  readonly activationFile?: string | undefined;
  readonly parametricFile?: string | undefined;
  readonly preferenceFile?: string | undefined;
  readonly configFile?: string | undefined;
  readonly config?: CubeConfig | undefined;
  /** Why `config.json` could not be read, where MemOS's default file names are used instead. */
  readonly configError?: StudioError | undefined;
  /** Format of the text memory by the configuration. */
  readonly format?: TextFormat | undefined;
}

const CONFIG = 'config.json';
const DEFAULT_NAMES = {
  text: 'textual_memory.json',
  activation: 'activation_memory.pickle',
  parametric: 'parametric_memory.adapter',
} as const;

/**
 * Describes the cube at a path. Throws StudioError `not-found`, `not-a-cube`, `path-escape`, and for a
 * path that names a `config.json` also `bad-json` and `bad-config`.
 */
export async function findCube(path: string): Promise<CubeDescription> {
  const real = await onReading(path, () => realpath(path));
  if ((await stat(real)).isDirectory()) return fromFolder(real);
  const folder = dirname(real);
  if (basename(real) === CONFIG) {
    const cube = await fromFolder(folder);
    if (cube.configError) throw cube.configError;
    return cube;
  }
  const cube = await fromFolder(folder).catch(() => undefined);
  if (cube?.textFile === real) return cube;
  const first = await firstByte(real);
  if (first !== '[' && first !== '{') {
    throw new StudioError('not-a-cube', 'This file is no text memory.', {
      place: { file: real },
      remedy: 'Open a cube folder, its config.json, or a textual_memory.json.',
    });
  }
  const format = cube?.preferenceFile === real ? 'pref_text' : undefined;
  return { folder, name: basename(real), textFile: real, format };
}

async function fromFolder(folder: string): Promise<CubeDescription> {
  const configFile = await existing(folder, CONFIG);
  const { config, configError } = await configOf(configFile);
  const fileOf = async (section: MemorySection | undefined, byDefault?: string) => {
    if (section && section.backend !== 'uninitialized') {
      return section.filename === undefined ? undefined : existing(folder, section.filename, configFile);
    }
    // A file that the configuration does not speak of is shown all the same.
    return byDefault === undefined ? undefined : existing(folder, byDefault);
  };
  const textFile = await fileOf(config?.text, DEFAULT_NAMES.text);
  if (!textFile && !config) {
    if (configError) throw configError;
    throw new StudioError('not-a-cube', 'This folder holds no MemCube.', {
      place: { file: folder },
      remedy: `A MemCube has a ${CONFIG} or a ${DEFAULT_NAMES.text}.`,
    });
  }
  return {
    folder,
    name: config?.cubeId ?? basename(folder),
    textFile,
    activationFile: await fileOf(config?.activation, DEFAULT_NAMES.activation),
    parametricFile: await fileOf(config?.parametric, DEFAULT_NAMES.parametric),
    preferenceFile: await fileOf(config?.preference),
    configFile,
    config,
    configError,
    format: formatOf(config?.text.backend),
  };
}

async function configOf(file: string | undefined) {
  if (file === undefined) return {};
  try {
    const text = (await readFileInPortions(file)).toString('utf8');
    return { config: readConfig(text, { file }) };
  } catch (error) {
    if (error instanceof StudioError) return { configError: error };
    throw error;
  }
}

/** The real path of a file of the cube, or undefined where it does not exist. */
async function existing(folder: string, name: string, configFile?: string): Promise<string | undefined> {
  const path = await containedPath(folder, name, configFile === undefined ? {} : { file: configFile });
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? path : undefined;
}

/** The text format that a backend writes. */
function formatOf(backend: string | undefined): TextFormat | undefined {
  if (backend === 'simple_tree_text') return 'tree_text';
  const formats = ['naive_text', 'general_text', 'tree_text', 'pref_text'] as const;
  return formats.find((format) => format === backend);
}

async function firstByte(file: string): Promise<string> {
  return onReading(file, async () => {
    const handle = await open(file, 'r');
    try {
      const head = Buffer.alloc(1024);
      const { bytesRead } = await handle.read(head, 0, head.length, 0);
      return head
        .toString('utf8', 0, bytesRead)
        .replace(/^\ufeff/, '')
        .trimStart()
        .slice(0, 1);
    } finally {
      await handle.close();
    }
  });
}
