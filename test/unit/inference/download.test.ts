import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { downloadModel } from '../../../src/engine/inference/files/download';
import { parseHubUri } from '../../../src/engine/inference/files/hubUri';
import { embedderModel } from './llama';

const URI = 'hf:owner/repo/sub/model.gguf';
const model = readFileSync(embedderModel);
const sha256 = createHash('sha256').update(model).digest('hex');

/** What the hub does next; reset before each test. */
let hub: { content: Buffer; etag: string; cutAfter: number; ranges: boolean; status: number; gets: string[] };
let server: Server;
let folder: string;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (hub.status !== 200) return response.writeHead(hub.status).end();
    if (request.url?.startsWith('/owner/')) {
      // As Hugging Face: identity first, then a redirect to where the bytes are.
      const headers = { 'x-linked-size': hub.content.length, 'x-linked-etag': `"${hub.etag}"` };
      return response.writeHead(302, { ...headers, location: '/bytes' }).end();
    }
    const { range } = request.headers;
    hub.gets.push(range ?? 'all');
    const start = hub.ranges ? Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0) : 0;
    const rest = hub.content.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length });
    if (rest.length <= hub.cutAfter) return response.end(rest);
    return response.write(rest.subarray(0, hub.cutAfter), () => setTimeout(() => response.destroy(), 20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  hub = { content: model, etag: sha256, cutAfter: Infinity, ranges: true, status: 200, gets: [] };
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-models-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const download = (uri = URI, more = {}) => downloadModel(uri, { folder, hub: base, ...more });
const target = () => path.join(folder, 'owner/repo/model.gguf');
const leftovers = () => readdirSync(path.join(folder, 'owner/repo'));

describe('a download', () => {
  test('brings the file, tells how far it is, and is kept', async () => {
    const progress: number[] = [];
    const file = await download(URI, { onProgress: (bytes: number) => progress.push(bytes) });
    expect(file).toMatchObject({ path: target(), bytes: model.length, architecture: 'bert' });
    expect(readFileSync(target()).equals(model)).toBe(true);
    expect(progress.at(-1)).toBe(model.length);
    expect(leftovers()).toEqual(['model.gguf']);
    await download();
    expect(hub.gets).toEqual(['all']);
  });

  test('goes on after each cut', async () => {
    hub.cutAfter = 6_000_000;
    await download();
    expect(readFileSync(target()).equals(model)).toBe(true);
    expect(hub.gets.length).toBeGreaterThan(3);
    expect(hub.gets.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range))).toBe(true);
  });

  test('starts again where the server knows no ranges', async () => {
    hub.ranges = false;
    hub.cutAfter = 6_000_000;
    setTimeout(() => (hub.cutAfter = Infinity), 150);
    await download();
    expect(readFileSync(target()).equals(model)).toBe(true);
  });

  test('that was cancelled goes on later', async () => {
    const controller = new AbortController();
    const onProgress = (bytes: number): void => {
      if (bytes > 3_000_000) controller.abort();
    };
    const cancelled = download(URI, { signal: controller.signal, onProgress });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(target())).toBe(false);
    await download();
    expect(hub.gets[1]).toMatch(/^bytes=[1-9]/);
    expect(readFileSync(target()).equals(model)).toBe(true);
  });

  test('of a file that changed meanwhile starts again', async () => {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    await expect(download(URI, { signal: controller.signal, onProgress })).rejects.toThrow();
    hub.content = Buffer.from(model);
    hub.content[model.length - 40]! ^= 1;
    hub.etag = createHash('sha256').update(hub.content).digest('hex');
    await download();
    expect(hub.gets.at(-1)).toBe('all');
    expect(readFileSync(target()).equals(hub.content)).toBe(true);
  });

  test('with another checksum is thrown away', async () => {
    hub.etag = sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    await expect(download()).rejects.toMatchObject({ code: 'bad-model' });
    expect(leftovers()).toEqual([]);
  });

  test('of what is no model is thrown away', async () => {
    hub.content = Buffer.from('<html>Sign in</html>');
    hub.etag = 'none';
    await expect(download()).rejects.toMatchObject({ code: 'bad-model' });
    expect(leftovers()).toEqual([]);
  });

  test('larger than the disk is not begun', async () => {
    hub.content = { length: 2 ** 50 } as Buffer;
    await expect(download()).rejects.toMatchObject({ code: 'no-space' });
    expect(hub.gets).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'into a disk that fills up says so, keeps what came, and goes on once there is room',
    async () => {
      const spare = 64 << 20;
      const size = Math.ceil((model.length + spare) / 4096 + 256) * 4;
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'none', folder]).status).toBe(0);
      try {
        const filler = path.join(folder, 'filler');
        const fill = (): void => {
          if (existsSync(filler)) return;
          const { bavail, bsize } = statfsSync(folder);
          writeFileSync(filler, Buffer.alloc((bavail - 64) * bsize));
        };
        await expect(download(URI, { onProgress: fill })).rejects.toMatchObject({
          code: 'no-space',
          message: 'The disk is full.',
        });
        rmSync(filler);
        await download();
        expect(hub.gets.at(-1)).toMatch(/^bytes=\d+-$/);
        expect(readFileSync(target()).equals(model)).toBe(true);
      } finally {
        spawnSync('umount', [folder]);
      }
    },
  );

  test.each([
    [404, 'not-found'],
    [401, 'unauthorized'],
    [503, 'unavailable'],
  ])('that is refused with %i', async (status, code) => {
    hub.status = status;
    await expect(download()).rejects.toMatchObject({ code });
  });

  test('from a hub that is not there', async () => {
    await expect(download(URI, { hub: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('writes nothing through a link', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, path.join(folder, 'owner'));
    await expect(download()).rejects.toMatchObject({ code: 'path-escape' });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(path.join(folder, 'owner'));
    mkdirSync(path.join(folder, 'owner/repo'), { recursive: true });
    symlinkSync(path.join(elsewhere, 'x'), target());
    await expect(download()).rejects.toMatchObject({ code: 'path-escape' });
  });
});

test('names of models', () => {
  expect(parseHubUri('hf:owner/repo/a/b.gguf#v1')).toEqual({
    owner: 'owner',
    repo: 'repo',
    file: 'a/b.gguf',
    revision: 'v1',
  });
  for (const wrong of ['', 'owner/repo/x.gguf', 'hf:owner/repo', 'hf:owner/repo/x.bin', 'https://x/y.gguf']) {
    expect(() => parseHubUri(wrong)).toThrow(/does not name a model file/);
  }
  for (const hostile of [
    'hf:../repo/x.gguf',
    'hf:o/r/../../x.gguf',
    'hf:o/r/.x.gguf',
    'hf:o/r/a\\b.gguf',
    'hf:con/r/x.gguf',
    'hf:o/r/x.gguf#../y',
  ]) {
    expect(() => parseHubUri(hostile)).toThrow(/no usable name/);
  }
});
