import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { readModelFile } from '../../engine/inference/files/modelFile';
import type { CliContext } from '../context';
import { shownPath } from '../cube/paths';
import { EXIT } from '../exitCodes';
import { modelsFolder } from '../models/folder';
import { bytesText, counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import { table } from '../output/table';
import type { Result } from '../result';

/** A model of the folder; what its header does not tell is null. */
interface ListedModel {
  readonly path: string;
  readonly bytes: number;
  readonly role: 'embed' | 'chat' | null;
  readonly architecture: string | null;
  readonly name: string | null;
  readonly quantisation: string | null;
  readonly contextSize: number | null;
  readonly dimensions: number | null;
  readonly layers: number | null;
  /** Bytes of the keys and values of one token. */
  readonly tokenBytes: number | null;
  readonly error: string | null;
}

/** Levels of folders that are looked into: owner, repository, and what people make of it. */
const DEPTH = 6;

/** `openmem model ls`: the models of the folder and below it, links not followed, and downloads that stopped. */
export async function modelLs(context: CliContext, given: string | undefined): Promise<Result> {
  const folder = modelsFolder(context, given);
  const files = await filesBelow(folder, DEPTH);
  const models: ListedModel[] = [];
  for (const path of files.filter((file) => /\.gguf$/i.test(file)).sort()) models.push(await describe(path));
  const parts = await Promise.all(
    files
      .filter((file) => /\.gguf\.part$/i.test(file))
      .map(async (path) => ({ path, bytes: (await stat(path)).size })),
  );
  return {
    json: { folder, models, parts },
    quiet: models.map(({ path }) => plainLine(path)),
    exit: models.some(({ error }) => error !== null) ? EXIT.found : EXIT.ok,
    notes: parts.map(
      ({ path, bytes }) =>
        `${relative(folder, path)}: ${bytesText(bytes)} came; \`openmem model get\` goes on`,
    ),
    lines: (style) => {
      const shown = plainLine(shownPath(context.cwd, folder));
      if (models.length === 0) return [`No models in ${shown}; \`openmem model get\` fetches one.`];
      const rows = table(
        [
          {
            title: 'FILE',
            cell: ({ path }) => relative(folder, path),
            most: 100,
            colour: ({ bold }) => bold,
          },
          { title: 'USE', cell: ({ role }) => (role === 'embed' ? 'embedder' : role) },
          { title: 'ARCHITECTURE', cell: ({ architecture }) => architecture },
          { title: 'TYPE', cell: ({ quantisation }) => quantisation },
          { title: 'SIZE', cell: ({ bytes }) => bytesText(bytes), align: 'right' },
          { title: 'CONTEXT', cell: ({ contextSize }) => contextSize, align: 'right' },
          { title: 'PROBLEM', cell: ({ error }) => error, most: 120, colour: ({ red }) => red },
        ],
        models,
        style,
      );
      return [...rows, style.dim(`${counted(models.length, 'model')} in ${shown}`)];
    },
  };
}

async function describe(path: string): Promise<ListedModel> {
  const { size: bytes } = await stat(path);
  const unknown = { role: null, architecture: null, name: null, quantisation: null, contextSize: null };
  try {
    const { architecture, shape } = await readModelFile(path);
    const { role, name, quantisation, contextSize, dimensions, layers, tokenBytes } = shape;
    return {
      path,
      bytes,
      role,
      architecture,
      name,
      quantisation: quantisation ?? null,
      contextSize: contextSize ?? null,
      dimensions: dimensions ?? null,
      layers: layers ?? null,
      tokenBytes: tokenBytes ?? null,
      error: null,
    };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const { message } = error;
    return { path, bytes, ...unknown, dimensions: null, layers: null, tokenBytes: null, error: message };
  }
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) files.push(path);
    else if (entry.isDirectory() && depth > 0 && !entry.name.startsWith('.')) {
      files.push(...(await filesBelow(path, depth - 1)));
    }
  }
  return files;
}
