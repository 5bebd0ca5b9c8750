import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readFile, realpath, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadableStreamDefaultReader } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../base/errors';
import { readModelFile, type ModelFile } from './modelFile';
import { parseModelUri } from './modelUri';
import { writing } from './writing';

export interface DownloadOptions {
  /** Folder that models are kept in, one folder per owner and repository. */
  readonly folder: string;
  /** Where the hub is; `https://huggingface.co` where left out. */
  readonly hub?: string | undefined;
  /** SHA-256 that the file must have, in hexadecimal; where left out, what the server says, if it does. */
  readonly sha256?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytes: number, total: number) => void) | undefined;
}

/** What the server says of the file, kept beside a part of it to know whether the rest still fits. */
interface Remote {
  readonly url: string;
  readonly size: number;
  readonly etag: string;
}

const HUB = 'https://huggingface.co';
/** Cut connections in a row without a byte between them, until it is given up. */
const MOST_CUTS = 5;
/** Bytes that stay free on the disk. */
const SPARE = 64 << 20;

/**
 * Fetches a model of Hugging Face (`hf:owner/repo/file.gguf`) or of an `https:` address into a folder. What is there already is kept; what
 * was cut off or cancelled goes on where it stopped. The file appears only when it is whole and right.
 * @throws StudioError `bad-argument`, `path-escape`, `unavailable`, `unauthorized`, `not-found`, `no-space`,
 *   `bad-model` (another hash, no model), `io`; AbortError
 */
export async function downloadModel(uri: string, options: DownloadOptions): Promise<ModelFile> {
  const { url, folders, file } = parseModelUri(uri.trim(), options.hub ?? HUB);
  const folder = await safeFolder(options.folder, folders);
  const target = join(folder, file);
  if (await isPlainFile(target)) return kept(target, options);
  const remote = await look(url, options.signal);
  const part = `${target}.part`;
  await fetchAll(part, remote, options);
  await check(part, remote, options);
  await rename(part, target);
  await rm(`${part}.json`, { force: true });
  return readModelFile(target);
}

/** A model that is there already; one with another checksum than asked for is not touched. */
async function kept(target: string, { sha256, signal }: DownloadOptions): Promise<ModelFile> {
  if (sha256 === undefined || (await hashOf(target, signal)) === sha256.toLowerCase()) {
    return readModelFile(target);
  }
  throw new StudioError('bad-model', 'The model that is there has another checksum than the one asked for.', {
    place: { file: target },
    remedy: 'Remove it to download it again.',
  });
}

/** The folder, made where it is missing. A link on the way could lead anywhere, so there must be none. */
async function safeFolder(root: string, names: readonly string[]): Promise<string> {
  await writing(root, () => mkdir(root, { recursive: true }));
  let folder = await realpath(root);
  for (const name of names) {
    folder = join(folder, name);
    const found = await lstat(folder).catch(() => undefined);
    if (!found) await writing(folder, () => mkdir(folder));
    else if (!found.isDirectory()) {
      throw new StudioError('path-escape', 'The folder of the model leads elsewhere by a link.', {
        place: { file: folder },
        remedy: 'Remove the link; nothing was written.',
      });
    }
  }
  return folder;
}

async function isPlainFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return false;
  if (found.isFile()) return true;
  throw new StudioError('path-escape', 'There is a link or a folder where the model belongs.', {
    place: { file: path },
    remedy: 'Remove it; nothing was written.',
  });
}

/** Asks for size and identity. Hugging Face gives both before it redirects to where the bytes are. */
async function look(url: string, signal: AbortSignal | undefined): Promise<Remote> {
  const response = await request(url, { method: 'HEAD', redirect: 'manual' }, signal);
  const { headers, status } = response;
  if (status >= 400) throw refused(status, url);
  const size = Number(headers.get('x-linked-size') ?? headers.get('content-length') ?? NaN);
  const etag = (headers.get('x-linked-etag') ?? headers.get('etag') ?? '').replace(/^W\/|"/g, '');
  if (Number.isSafeInteger(size) && size > 0) return { url, size, etag };
  throw new StudioError('unavailable', 'The server does not tell how large the model is.', {
    remedy: 'Download the file by other means and choose it by its path.',
  });
}

async function fetchAll(part: string, remote: Remote, options: DownloadOptions): Promise<void> {
  let have = await resumable(part, remote);
  await checkSpace(part, remote.size - have);
  for (let cuts = 0; have < remote.size;) {
    const before = have;
    try {
      have = await fetchRest(part, have, remote, options);
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== 'unavailable') throw error;
      have = (await lstat(part).catch(() => undefined))?.size ?? 0;
      cuts = have > before ? 0 : cuts + 1;
      if (cuts >= MOST_CUTS) throw error;
      await sleep(100 * 2 ** cuts, undefined, { signal: options.signal });
    }
  }
}

/** Bytes that are there already and belong to this very file; otherwise a fresh start. */
async function resumable(part: string, remote: Remote): Promise<number> {
  const known = await readFile(`${part}.json`, 'utf8').catch(() => '');
  const found = await lstat(part).catch(() => undefined);
  if (found?.isFile() && known === JSON.stringify(remote) && found.size <= remote.size) return found.size;
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
  await writing(part, () => writeFile(`${part}.json`, JSON.stringify(remote), { flag: 'wx' }));
  return 0;
}

/** Appends what is missing; returns the bytes there are then. Throws `unavailable` when it was cut off. */
async function fetchRest(
  part: string,
  have: number,
  { url, size }: Remote,
  { signal, onProgress }: DownloadOptions,
): Promise<number> {
  const response = await request(url, have > 0 ? { headers: { range: `bytes=${have}-` } } : {}, signal);
  if (response.status >= 400) throw refused(response.status, url);
  // A server that knows no ranges sends all of it again.
  let at = response.status === 206 ? have : 0;
  const handle = await writing(part, () => open(part, at > 0 ? 'r+' : 'w'));
  try {
    if (!response.body) throw cutOff('no content', url);
    const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw signal?.aborted ? signal.reason : cutOff(String(error), url);
      });
      if (done) break;
      const start = at;
      if (start + value.length > size)
        throw badDownload('The downloaded file is longer than the server said.');
      await writing(part, () => handle.write(value, 0, value.length, start));
      at += value.length;
      onProgress?.(at, size);
    }
    if (at < size) throw cutOff(`${at} of ${size} bytes came`, url);
    await writing(part, () => handle.sync());
    return at;
  } finally {
    await handle.close();
  }
}

async function check(part: string, { etag }: Remote, { sha256, signal }: DownloadOptions): Promise<void> {
  try {
    const told = /^[0-9a-f]{64}$/.test(etag);
    if (told || sha256 !== undefined) {
      const hash = await hashOf(part, signal);
      if (sha256 !== undefined && hash !== sha256.toLowerCase())
        throw badDownload('The downloaded file has another checksum than the one asked for.');
      if (told && hash !== etag)
        throw badDownload('The downloaded file has another checksum than the server says.');
    }
    await readModelFile(part);
  } catch (error) {
    // Nothing of it is worth keeping.
    if (error instanceof StudioError) {
      await rm(part, { force: true });
      await rm(`${part}.json`, { force: true });
    }
    throw error;
  }
}

async function hashOf(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function checkSpace(part: string, needed: number): Promise<void> {
  const disk = await statfs(dirname(part)).catch(() => undefined);
  if (!disk || disk.bavail * disk.bsize >= needed + SPARE) return;
  const [want, free] = [needed, disk.bavail * disk.bsize].map((bytes) => Math.ceil(bytes / 2 ** 20));
  throw new StudioError('no-space', `The model needs ${want} MB more, and ${free} MB are free on the disk.`, {
    place: { file: part },
    remedy: 'Free some space and try again.',
  });
}

async function request(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { ...init, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw cutOff(cause, url);
  }
}

function refused(status: number, url: string): StudioError {
  const { host } = new URL(url);
  if (status === 404) {
    return new StudioError('not-found', `${host} has no such model file.`, {
      remedy: 'Check the names of owner, repository and file.',
    });
  }
  if (status === 401 || status === 403) {
    return new StudioError('unauthorized', `${host} gives this model to its members only.`, {
      remedy: 'Download the file by other means and choose it by its path.',
    });
  }
  return new StudioError('unavailable', `${host} answers with status ${status}.`, {
    remedy: 'Try again later; what has come is kept.',
  });
}

function cutOff(why: string, url: string): StudioError {
  return new StudioError('unavailable', `The download from ${new URL(url).host} was cut off: ${why}`, {
    remedy: 'Try again; it goes on where it stopped.',
  });
}

function badDownload(message: string): StudioError {
  return new StudioError('bad-model', message, { remedy: 'Download it again.' });
}
