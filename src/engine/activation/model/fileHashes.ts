import { mkdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { sha256OfFile, stampOf, type FileStamp } from '../../cube/files/fileStamp';
import { writeAtomically } from '../../cube/files/writeAtomically';

export interface HashOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read so far, of all; called only where the file must be read. */
  readonly onProgress?: ((bytes: number, of: number) => void) | undefined;
}

const FILE = 'model-hashes.json';
/** Files that are remembered; the ones asked for last stay. */
const MOST = 256;

const shape = z.record(z.string(), z.object({ stamp: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) }));
type Known = z.infer<typeof shape>;

/**
 * SHA-256 of whole files of gigabytes. A file is read once: its hash is kept with size, times and number of the file,
 * and holds until one of these changes.
 */
export class FileHashes {
  private known: Promise<Known> | undefined;
  private readonly running = new Map<string, Promise<string>>();

  constructor(private readonly dataFolder: string) {}

  /** Throws StudioError `not-found`, `io`; AbortError. */
  async of(file: string, options: HashOptions = {}): Promise<string> {
    const path = await realpath(file).catch(() => file);
    const stamp = await stampOf(path);
    if (!stamp) throw missing(file);
    const mark = markOf(stamp);
    const kept = (await this.read())[path];
    if (kept?.stamp === mark) return kept.hash;
    const job = `${path}\n${mark}`;
    const running = this.running.get(job) ?? this.compute(path, mark, Number(stamp.size), options);
    this.running.set(job, running);
    return running.finally(() => this.running.delete(job));
  }

  private async compute(
    path: string,
    mark: string,
    size: number,
    { signal, onProgress }: HashOptions,
  ): Promise<string> {
    const hash = await sha256OfFile(path, signal, (bytes) => onProgress?.(bytes, size));
    const after = await stampOf(path);
    if (hash === undefined || !after || markOf(after) !== mark) throw missing(path);
    const others = Object.entries(await this.read()).filter(([other]) => other !== path);
    const known = Object.fromEntries([...others.slice(1 - MOST), [path, { stamp: mark, hash }]]);
    this.known = Promise.resolve(known);
    await this.write(known);
    return hash;
  }

  /** A file that is gone or damaged costs time, nothing else. */
  private read(): Promise<Known> {
    return (this.known ??= readFile(join(this.dataFolder, FILE), 'utf8')
      .then((text) => shape.parse(JSON.parse(text)))
      .catch(() => ({})));
  }

  private async write(known: Known): Promise<void> {
    await mkdir(this.dataFolder, { recursive: true, mode: 0o700 });
    await writeAtomically(join(this.dataFolder, FILE), [`${JSON.stringify(known, null, 1)}\n`]);
  }
}

function markOf({ size, mtimeNs, ctimeNs, ino }: FileStamp): string {
  return [size, mtimeNs, ctimeNs, ino].join(' ');
}

function missing(file: string): StudioError {
  return new StudioError('not-found', 'This file is gone, or changes while it is read.', { place: { file } });
}
