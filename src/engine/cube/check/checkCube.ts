import { basename } from 'node:path';
import { StudioError } from '../../base/errors';
import type { Problem } from '../../model/problem';
import { validateConfig } from '../config/validateConfig';
import { findCube } from '../files/findCube';
import { readFileInPortions } from '../files/readFileInPortions';
import { checkTextMemory } from '../problems/checkTextMemory';
import { readTextMemory } from '../text/readTextMemory';
import { textView } from './textView';

/** The problems of one file of a cube. */
export interface CheckedFile {
  /** Absolute path. */
  readonly path: string;
  readonly problems: readonly Problem[];
}

export interface CheckCubeOptions {
  /** Most problems for one file. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks a cube's configuration and text memories as they are on disk. A file that cannot be read at all
 * is a problem like others, at its place; throws StudioError only where there is no cube.
 */
export async function checkCube(path: string, options: CheckCubeOptions = {}): Promise<CheckedFile[]> {
  const cube = await findCube(path);
  const checked: CheckedFile[] = [];
  if (cube.configFile) {
    const file = basename(cube.configFile);
    const problems = await guarded(file, async () => {
      const bytes = await readFileInPortions(cube.configFile!, { signal: options.signal });
      return validateConfig(bytes.toString('utf8'), { file });
    });
    checked.push({ path: cube.configFile, problems });
  }
  for (const text of [cube.textFile, cube.preferenceFile]) {
    if (text === undefined || checked.some((done) => done.path === text)) continue;
    const file = basename(text);
    const problems = await guarded(file, async () => {
      const bytes = await readFileInPortions(text, { signal: options.signal });
      const format = text === cube.textFile ? cube.format : 'pref_text';
      const memory = await readTextMemory(bytes, { file, format, signal: options.signal });
      return checkTextMemory(textView(memory, file, cube.config), {
        ...(options.limit === undefined ? {} : { limit: options.limit }),
        ...(options.signal ? { signal: options.signal } : {}),
      });
    });
    checked.push({ path: text, problems });
  }
  return checked;
}

/** Turns the reason why a file cannot be read into a problem. */
async function guarded(file: string, run: () => Promise<Problem[]>): Promise<Problem[]> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const line = error.place?.line ?? 1;
    const column = error.place?.column ?? 1;
    return [
      {
        rule: `file/${error.code}`,
        severity: 'error',
        file,
        range: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
        message: error.message,
        args: [],
      },
    ];
  }
}
