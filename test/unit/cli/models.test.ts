/** `openmem model` and `openmem generate`, with the real small models. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Worker from '../../run/lib/llamaWorker.js';
import { chatModel, embedderModel } from '../inference/llama';
import { PEFT } from '../parametric/fixtures';
import { ROOT, cliFile, cubeOf, folder, json, memory, openmem, useOpenmem } from './openmem';

useOpenmem();

const { buildLlamaWorker } = createRequire(import.meta.url)('../../run/lib/llamaWorker.js') as typeof Worker;

beforeAll(async () => {
  const beside = dirname(cliFile());
  mkdirSync(join(beside, 'workers'));
  copyFileSync(await buildLlamaWorker(), join(beside, 'workers/llama.js'));
  symlinkSync(join(ROOT, 'node_modules'), join(beside, 'node_modules'));
});

describe('openmem model ls', () => {
  it('tells what the models of a folder are', async () => {
    const models = folder();
    mkdirSync(join(models, 'HuggingFaceTB/SmolLM2'), { recursive: true });
    copyFileSync(chatModel, join(models, 'HuggingFaceTB/SmolLM2/chat.gguf'));
    copyFileSync(embedderModel, join(models, 'mini.gguf'));
    writeFileSync(join(models, 'half.gguf.part'), 'x'.repeat(1500));
    const { code, stdout, stderr } = await openmem(['model', 'ls', '--folder', models]);
    expect([code, stderr]).toEqual([
      0,
      'openmem: half.gguf.part: 1.5 kB came; `openmem model get` goes on\n',
    ]);
    expect(stdout).toMatch(/SmolLM2\/chat\.gguf +chat +llama +Q4_1 +98\.4 MB +8192\n/);
    expect(stdout).toMatch(/mini\.gguf +embedder +bert +Q8_0 +25\.3 MB +512\n/);
    expect(await json('model', 'ls', '--folder', models)).toMatchObject({
      folder: models,
      models: [
        { role: 'chat', layers: 30, tokenBytes: 23040 },
        { role: 'embed', dimensions: 384, error: null },
      ],
      parts: [{ bytes: 1500 }],
    });
  });

  it('names one that is damaged, and ends with 1', async () => {
    const models = folder();
    copyFileSync(embedderModel, join(models, 'cut.gguf'));
    truncateSync(join(models, 'cut.gguf'), 5000);
    const { code, stdout } = await openmem(['model', 'ls', '--folder', models]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/cut\.gguf .*damaged or cut off/);
  });

  it('says where it looked when there is none', async () => {
    const { code, stdout } = await openmem(['model', 'ls'], {
      env: { OPENMEM_MODELS: join(folder(), 'none') },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No models in .*none; `openmem model get` fetches one\.\n$/);
  });
});

describe('openmem model get', () => {
  const bytes = readFileSync(embedderModel);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const asked: (string | undefined)[] = [];
  let server: Server;
  let hub: string;
  /** Bytes after which the next answers are cut off. */
  let cut: number | undefined;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      if (request.method === 'GET') asked.push(request.headers.range);
      response.writeHead(request.headers.range === undefined ? 200 : 206, {
        etag: `"${sha256}"`,
        'content-length': bytes.length - start,
      });
      if (request.method === 'HEAD') return void response.end();
      if (cut === undefined) return void response.end(bytes.subarray(start));
      response.write(bytes.subarray(start, start + cut), () => setTimeout(() => response.destroy(), 50));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const get = (models: string, ...args: string[]) =>
    openmem(['model', 'get', ...args, '--folder', models], { env: { OPENMEM_HUB: hub } });

  it('downloads from the hub, once', async () => {
    const models = folder();
    const first = await get(models, 'hf:someone/mini/mini.gguf');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(
      /someone\/mini\/mini\.gguf\nsize +25\.3 MB\narchitecture +bert\nuse +embedder/,
    );
    const before = asked.length;
    expect((await get(models, `${hub}/someone/mini/resolve/main/mini.gguf`)).stdout).toMatch(/there already/);
    expect(asked).toHaveLength(before);
  });

  it('downloads from an address, and looks at the checksum that was given', async () => {
    const models = folder();
    const right = await get(models, `${hub}/files/other.gguf`, '--sha256', sha256.toUpperCase());
    expect(right.code).toBe(0);
    expect(statSync(join(models, '127.0.0.1/files/other.gguf')).size).toBe(bytes.length);
    const wrong = await get(models, `${hub}/files/wrong.gguf`, '--sha256', '0'.repeat(64));
    expect([wrong.code, wrong.stdout]).toEqual([4, '']);
    expect(wrong.stderr).toContain('another checksum than the one asked for');
    expect(existsSync(join(models, '127.0.0.1/files/wrong.gguf'))).toBe(false);
    const there = await get(models, `${hub}/files/other.gguf`, '--sha256', '0'.repeat(64));
    expect(there.code).toBe(4);
    expect((await get(models, `${hub}/files/other.gguf`, '--sha256', 'abc')).code).toBe(2);
  });

  it('goes on where it was interrupted', async () => {
    const models = folder();
    cut = 2_000_000;
    asked.length = 0;
    const stopped = await openmem(['model', 'get', 'hf:a/b/c.gguf', '--folder', models], {
      env: { OPENMEM_HUB: hub },
      onStart: (kill) => {
        const timer = setInterval(() => {
          if (asked.length < 2) return;
          clearInterval(timer);
          kill('SIGINT');
        }, 20);
      },
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('what has come is kept');
    cut = undefined;
    asked.length = 0;
    expect((await get(models, 'hf:a/b/c.gguf')).code).toBe(0);
    expect(asked).toEqual([expect.stringMatching(/^bytes=[1-9]\d{6,}-$/)]);
    expect(readFileSync(join(models, 'a/b/c.gguf')).equals(bytes)).toBe(true);
  });

  it('refuses what is no model, is not encrypted, or leads elsewhere', async () => {
    const models = folder();
    for (const uri of [
      'model',
      'hf:a/b/c.bin',
      'http://example.org/a.gguf',
      'https://u:p@example.org/a.gguf',
      'https://example.org/',
    ]) {
      expect((await get(models, uri)).code, uri).toBe(2);
    }
    for (const uri of [
      'hf:../b/c.gguf',
      'https://example.org/a%2F..%2F..%2Fb/c.gguf',
      'https://example.org/con/c.gguf',
    ]) {
      expect((await get(models, uri)).code, uri).toBe(4);
    }
  });
});

describe('openmem generate', { timeout: 120_000 }, () => {
  const nodes = [
    memory('bees', 'Nadia keeps bees on the roof.'),
    memory('boat', 'The boat is blue.'),
    memory('gone', 'The boat was red.', { status: 'archived' }),
  ];
  const cube = (): string => cubeOf({ 'textual_memory.json': { nodes, edges: [] } });
  const ask = (...args: string[]) => [
    'generate',
    '--model',
    chatModel,
    '--threads',
    '1',
    '--max-tokens',
    '12',
    ...args,
  ];

  interface Document {
    readonly text: string;
    readonly memories: readonly string[];
    readonly promptTokens: number;
    readonly answerTokens: number;
    readonly reusedTokens: number;
    readonly ttftMs: number;
  }
  const document = async (...args: string[]) => (await json(...ask(...args))) as Document;

  it('tells the model the memories in force, and counts', async () => {
    const path = cube();
    const told = await document('--cube', path, '--prompt', 'Who keeps bees?');
    expect(told.memories).toEqual(['bees', 'boat']);
    expect(told.text).not.toBe('');
    expect(told.reusedTokens).toBe(0);
    expect(told.ttftMs).toBeGreaterThan(0);
    const { stdout } = await openmem(ask('--cube', path, '--prompt', 'Who keeps bees?', '--stream'));
    expect(stdout.startsWith(`${told.text}\n`)).toBe(true);
    expect(stdout).toMatch(
      /2 memories, \d+ tokens read, 0 of them reused, \d+ tokens answered, first token after \d+ ms\n$/,
    );
  });

  it('tells only what the prompt finds, where so many are asked for', async () => {
    const { memories } = await document(
      '--cube',
      cube(),
      '--prompt',
      'What colour is the boat?',
      '--top-k',
      '1',
    );
    expect(memories).toEqual(['boat']);
  });

  it('keeps to a schema, a seed and a stop text', async () => {
    const schema = join(folder(), 'schema.json');
    writeFileSync(
      schema,
      JSON.stringify({ type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }),
    );
    const { text } = await document('--prompt', 'How many legs has a bee?', '--schema', schema);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['n']);
    const drawn = ['--prompt', 'Name a tree.', '--temperature', '1.2', '--seed', '5'];
    const one = await document(...drawn);
    expect(one.memories).toEqual([]);
    const cut = await openmem(ask(...drawn, '--stop', one.text.slice(3, 6), '--quiet'));
    expect(cut.stdout).toBe(`${one.text.slice(0, 3)}\n`);
  });

  it('answers with the adapters that the cube has attached, and says which it could not use', async () => {
    const path = cube();
    const env = { OPENMEM_DATA: folder() };
    const plain = await document('--cube', path, '--prompt', 'Who keeps bees?');
    const added = await openmem(
      ['lora', 'add', path, join(PEFT, 'smollm2'), '--base', chatModel, '--title', 'Random', '--json'],
      { env },
    );
    const { id } = JSON.parse(added.stdout) as { id: string };
    for (const command of ['approve', 'attach']) await openmem(['lora', command, path, id], { env });
    const generate = ask('--cube', path, '--prompt', 'Who keeps bees?', '--json');
    const adapted = await openmem(generate, { env });
    expect(JSON.parse(adapted.stdout)).toMatchObject({ adapters: [{ id, scale: 1 }] });
    expect((JSON.parse(adapted.stdout) as Document).text).not.toBe(plain.text);
    // On a machine that did not approve it the model answers alone.
    const foreign = await openmem(generate, { env: { OPENMEM_DATA: folder() } });
    expect(JSON.parse(foreign.stdout)).toMatchObject({ adapters: [], text: plain.text });
    expect(foreign.stderr).toContain('Without the adapter "Random"');
  });

  it('says what is missing or too much', async () => {
    const wrong = async (...args: string[]) => openmem(['generate', '--prompt', 'Hi', ...args]);
    expect(await wrong()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No model is named.') as string,
    });
    expect((await wrong('--model', join(folder(), 'none.gguf'))).code).toBe(3);
    const embedder = await wrong('--model', embedderModel);
    expect([embedder.code, embedder.stderr]).toEqual([4, expect.stringContaining('does not answer')]);
    const long = await openmem(ask('--prompt', 'bees '.repeat(600), '--context', '512'));
    expect([long.code, long.stderr]).toEqual([
      2,
      expect.stringMatching(/take 6\d\d tokens; this model has room for 512/),
    ]);
  });
});
