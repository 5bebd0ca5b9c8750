import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { onReading } from '../../engine/cube/files/fileError';
import { inspectMemoryFile } from '../../engine/cube/inspect/inspectMemoryFile';
import type { CliContext } from '../context';
import { activationLines } from '../output/activationLines';
import { adapterLines } from '../output/adapterLines';
import type { Result } from '../result';

/** Options of `openmem inspect`. */
export interface InspectOptions {
  /** Read the values too and tell their statistics, layer by layer. */
  readonly stats?: boolean | undefined;
}

/** `openmem inspect <file>`: what an activation or parametric memory holds; nothing in it is run. */
export async function inspect(context: CliContext, path: string, options: InspectOptions): Promise<Result> {
  const file = resolve(context.cwd, path);
  const found = await onReading(path, () => stat(file));
  if (!found.isFile()) {
    throw new StudioError('bad-argument', 'This is not a file.', {
      place: { file: path },
      remedy: `Name the file itself, for instance ${join(path, 'activation_memory.pickle')}.`,
    });
  }
  const inspected = await inspectMemoryFile(file, { statistics: options.stats, signal: context.signal });
  return {
    json: { file, kind: inspected.kind, ...inspected.report },
    lines: (style) =>
      inspected.kind === 'activation'
        ? activationLines(path, inspected.report, style)
        : adapterLines(path, inspected.report, style),
  };
}
