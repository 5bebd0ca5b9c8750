import { isAbort } from '../../engine/base/errors';
import { downloadModel } from '../../engine/inference/files/download';
import type { CliContext } from '../context';
import { shownPath } from '../cube/paths';
import { modelsFolder } from '../models/folder';
import { bytesText } from '../output/numbers';
import { plainLine } from '../output/plain';
import { pairs } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem model get`. */
export interface ModelGetOptions {
  readonly folder?: string | undefined;
  readonly sha256?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** Time between two lines on how far it is. */
const PAUSE_MS = 1000;

/** `openmem model get <model>`: the model, downloaded where it is not there yet. */
export async function modelGet(context: CliContext, uri: string, options: ModelGetOptions): Promise<Result> {
  const folder = modelsFolder(context, options.folder);
  const { OPENMEM_HUB: hub } = process.env;
  let fetched = 0;
  let told = performance.now();
  const onProgress = (bytes: number, total: number): void => {
    fetched = bytes;
    if (options.quiet === true || performance.now() - told < PAUSE_MS) return;
    told = performance.now();
    const part = Math.floor((bytes / total) * 100);
    process.stderr.write(`openmem: ${bytesText(bytes)} of ${bytesText(total)}, ${part} %\n`);
  };
  const { signal } = context;
  try {
    const { sha256 } = options;
    const file = await downloadModel(uri, { folder, hub: hub || undefined, sha256, signal, onProgress });
    const { path, bytes, architecture, shape } = file;
    return {
      json: { path, bytes, architecture, ...shape, downloaded: fetched > 0 },
      quiet: [plainLine(path)],
      lines: (style) => [
        style.bold(plainLine(shownPath(context.cwd, path))),
        ...pairs(
          [
            ['size', bytesText(bytes)],
            ['architecture', architecture],
            ['use', shape.role === 'embed' ? 'embedder' : 'chat'],
            ['type', shape.quantisation ?? ''],
            ['context', shape.contextSize === undefined ? '' : `${shape.contextSize} tokens`],
            ['', fetched > 0 ? '' : 'It was there already.'],
          ],
          style,
        ),
      ],
    };
  } catch (error) {
    if (isAbort(error) && fetched > 0) {
      process.stderr.write('openmem: what has come is kept; the same command goes on with it.\n');
    }
    throw error;
  }
}
