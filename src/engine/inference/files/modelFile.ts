import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { StudioError, describeError } from '../../base/errors';
import { inspectAdapterFile } from '../../cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../cube/adapter/source';
import { modelShape, type ModelShape } from './modelShape';

export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  /** `general.architecture` of the header, for instance `bert` or `llama`. */
  readonly architecture: string;
  /** File name without `.gguf`, `@`, and eight hexadecimal digits that tell builds apart. */
  readonly tag: string;
  readonly shape: ModelShape;
}

/** Of each end of the file, what the short hash is made from; a file of gigabytes is not read whole. */
const HASHED = 16 << 20;

/**
 * Reads what a model file says of itself; the file's header must fit its length.
 * @throws StudioError `not-found`, `io`, or `bad-model` for what is no model, is cut off or is damaged
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new StudioError('not-found', 'There is no such model file.', {
      place: { file: path },
      remedy: 'Choose another file, or download the model again.',
    });
  }
  const report = inspect(path);
  if (report.form !== 'gguf-model' || !report.gguf) {
    const adapter = report.form === 'gguf-adapter';
    throw new StudioError(
      'bad-model',
      adapter ? 'This file is an adapter, not a model.' : 'This file is no GGUF model.',
      {
        place: { file: path },
        remedy: 'Choose a .gguf file of an embedding or chat model.',
      },
    );
  }
  const name = basename(path).replace(/\.gguf$/i, '');
  const hash = (await hashEnds(path, found.size)).slice(0, 8);
  const { gguf } = report;
  const architecture = gguf.architecture ?? '';
  return { path, bytes: found.size, architecture, tag: `${name}@${hash}`, shape: modelShape(gguf) };
}

function inspect(path: string): ReturnType<typeof inspectAdapterFile> {
  try {
    return withAdapterFile(path, (source) => inspectAdapterFile(source));
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'bad-adapter') throw error;
    throw new StudioError('bad-model', `The model file is damaged or cut off: ${describeError(error)}`, {
      place: { file: path },
      remedy: 'Download it again.',
      cause: error,
    });
  }
}

/** SHA-256 of the length and of both ends of a file. */
async function hashEnds(path: string, size: number): Promise<string> {
  const hash = createHash('sha256').update(String(size));
  const handle = await open(path, 'r');
  try {
    const starts = size > 2 * HASHED ? [0, size - HASHED] : [0];
    const length = size > 2 * HASHED ? HASHED : size;
    const buffer = Buffer.alloc(Math.min(length, 1 << 20));
    for (const start of starts) {
      for (let at = 0; at < length;) {
        const wanted = Math.min(buffer.length, length - at);
        const { bytesRead } = await handle.read(buffer, 0, wanted, start + at);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
