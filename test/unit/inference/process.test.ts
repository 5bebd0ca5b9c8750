import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import esbuild from 'esbuild';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LlamaEmbedder } from '../../../src/engine/inference/llama/llamaEmbedder';
import { readModelFile } from '../../../src/engine/inference/files/modelFile';
import type * as Lock from '../../run/lib/lock.js';
import { chatModel, embedderModel, llamaOptions, openTestChat, openTestEmbedder } from './llama';

const { isAlive } = createRequire(import.meta.url)('../../run/lib/lock.js') as typeof Lock;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-llama-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const embedOne = (embedder: LlamaEmbedder) => embedder.embed(['a memory'], { kind: 'query' });

/** A process that was killed is gone a moment later. */
async function isGone(pid: number | undefined): Promise<void> {
  await vi.waitFor(() => expect(pid !== undefined && isAlive(pid)).toBe(false), { timeout: 10_000 });
}

describe('the process of a model', () => {
  test('that crashes rejects what is in flight, and the next request has a new one', async () => {
    const embedder = await openTestEmbedder();
    const { pid } = embedder.process.status;
    const pending = embedder.embed(Array(200).fill('word '.repeat(300)), { kind: 'document' });
    await sleep(30);
    process.kill(pid!, 'SIGSEGV');
    await expect(pending).rejects.toMatchObject({ code: 'unavailable' });
    await expect(pending).rejects.toThrow(/SIGSEGV/);
    expect(embedder.process.status).toMatchObject({ state: 'failed', pid: undefined });
    expect(await embedOne(embedder)).toHaveLength(1);
    expect(embedder.process.status.pid).not.toBe(pid);
    embedder.dispose();
  });

  test('waits before it starts again, longer after each crash', async () => {
    const embedder = await openTestEmbedder();
    const waits: number[] = [];
    for (let crash = 0; crash < 3; crash += 1) {
      // It crashes each time before it has done any work.
      process.kill(embedder.process.status.pid!, 'SIGKILL');
      await vi.waitFor(() => expect(embedder.process.status.state).toBe('failed'));
      const begun = performance.now();
      embedOne(embedder).catch(() => undefined);
      await vi.waitFor(() => expect(embedder.process.status.pid).toBeDefined(), {
        timeout: 9000,
        interval: 5,
      });
      waits.push(performance.now() - begun);
    }
    expect(waits[0]).toBeGreaterThan(100);
    expect(waits[1]).toBeGreaterThan(350);
    expect(waits[2]).toBeGreaterThan(800);
    embedder.dispose();
  });

  test('ends when it is closed, and when it has had nothing to do for a while', async () => {
    const embedder = await openTestEmbedder({ idleMs: 100 });
    const { pid } = embedder.process.status;
    await isGone(pid);
    expect(embedder.process.status.state).toBe('stopped');
    expect(await embedOne(embedder)).toHaveLength(1);
    const second = embedder.process.status.pid;
    expect(second).not.toBe(pid);
    embedder.dispose();
    await isGone(second);
    await expect(embedOne(embedder)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('that is restarted is another one', async () => {
    const embedder = await openTestEmbedder();
    const { pid } = embedder.process.status;
    await embedder.process.restart();
    await isGone(pid);
    expect(embedder.process.status.state).toBe('ready');
    embedder.dispose();
  });

  test('is ended when it takes more memory than allowed', async () => {
    const embedder = await openTestEmbedder({ memoryLimit: 30 * 2 ** 20 }).catch((error: unknown) => error);
    if (embedder instanceof LlamaEmbedder) {
      await vi.waitFor(() => expect(embedder.process.status.state).toBe('failed'), { timeout: 5000 });
      expect(embedder.process.status.error?.message).toMatch(/more than the 30 MB allowed/);
      embedder.dispose();
    } else {
      expect(embedder).toMatchObject({ code: 'unavailable' });
    }
  });

  test('is not even started for a file larger than that', async () => {
    const opened = openTestEmbedder({ memoryLimit: 10 * 2 ** 20 });
    await expect(opened).rejects.toThrow(/takes 24 MB of memory, more than the 10 MB allowed/);
  });

  test('is not started either where its slots would take more than that', async () => {
    const chat = await openTestChat({ contextSize: 8192, slots: 4, memoryLimit: 500 * 2 ** 20 });
    await expect(chat.facts()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(chat.facts()).rejects.toThrow(
      /takes 94 MB of memory and 720 MB for 4 × 8192 tokens, more than the 500 MB allowed/,
    );
    chat.dispose();
  });

  test('does not load what the machine has no memory for', async () => {
    const chat = await openTestChat({ contextSize: 8192, slots: 256, memoryLimit: 2 ** 50 });
    // A machine that has so much would really load it.
    if (process.availableMemory() < 45 * 2 ** 30) {
      await expect(chat.facts()).rejects.toThrow(/46080 MB for 256 × 8192 tokens, but \d+ MB are free/);
    }
    chat.dispose();
  });

  test('computes on the processor where the GPU that was asked for is not to be had, and says so', async () => {
    const chat = await openTestChat({ gpu: 'metal', contextSize: 256 });
    const { device, note } = await chat.facts();
    if (device === 'metal') expect(note).toBeUndefined();
    else expect([device, note]).toEqual(['cpu', expect.stringMatching(/^There is no metal here/)]);
    chat.dispose();
  });

  test('is gone when its parent is killed, even in the middle of work', { timeout: 60_000 }, async () => {
    const script = path.join(import.meta.dirname, `../../../.cache/workers/parent-${process.pid}.mjs`);
    await esbuild.build({
      entryPoints: [path.join(import.meta.dirname, 'parent.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['esbuild', 'node-llama-cpp'],
      define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    });
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    expect(isAlive(pid)).toBe(true);
    await sleep(100);
    parent.kill('SIGKILL');
    await isGone(pid);
    rmSync(script);
  });

  test('without its runtime says so and what to do', async () => {
    const options = await llamaOptions();
    const lonely = path.join(folder, 'llama.js');
    writeFileSync(lonely, readFileSync(options.script));
    const opened = LlamaEmbedder.open({ ...options, script: lonely });
    await expect(opened).rejects.toMatchObject({ code: 'unavailable' });
    await expect(opened).rejects.toThrow(/runtime does not start here/);
  });
});

describe('a model file', () => {
  const refused = async (file: string, code: string): Promise<void> => {
    await expect(readModelFile(file)).rejects.toMatchObject({ code, place: { file } });
  };

  test('that is not there, or is a folder', async () => {
    await refused(path.join(folder, 'none.gguf'), 'not-found');
    await refused(folder, 'not-found');
  });

  test('that is no GGUF', async () => {
    for (const content of ['', 'hello', '<html>Not Found</html>', '\x80\x04K\x01.']) {
      const file = path.join(folder, 'model.gguf');
      writeFileSync(file, content, 'latin1');
      await refused(file, 'bad-model');
    }
  });

  test('that is cut off: in its header, in its tensors, at the last byte', async () => {
    const file = path.join(folder, 'model.gguf');
    for (const length of [4, 20, 5000, 2_000_000, 25_279_199 - 32]) {
      copyFileSync(embedderModel, file);
      truncateSync(file, length);
      await refused(file, 'bad-model');
    }
  });

  test('tells its use, its size and what its slots take', async () => {
    const [chat, embedder] = await Promise.all([readModelFile(chatModel), readModelFile(embedderModel)]);
    expect(chat.shape).toEqual({
      name: 'Smollm2 135M 8k Lc100K Mix1 Ep2',
      role: 'chat',
      contextSize: 8192,
      layers: 30,
      dimensions: 576,
      quantisation: 'Q4_1',
      // 30 layers with 3 heads of 64 keys and 64 values, 2 bytes each.
      tokenBytes: 30 * 3 * 128 * 2,
    });
    expect(embedder.shape).toMatchObject({ role: 'embed', contextSize: 512, quantisation: 'Q8_0' });
  });

  test('has a tag that follows its content', async () => {
    const file = path.join(folder, 'other.gguf');
    copyFileSync(embedderModel, file);
    const [one, two] = [await readModelFile(embedderModel), await readModelFile(file)];
    expect(two.tag.split('@')[1]).toBe(one.tag.split('@')[1]);
    const bytes = readFileSync(file);
    bytes[bytes.length - 40]! ^= 1;
    writeFileSync(file, bytes);
    expect((await readModelFile(file)).tag).not.toBe(two.tag);
  });
});
