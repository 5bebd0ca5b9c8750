import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { CubeSession } from '../../../src/engine/cube/session/cubeSession';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../../src/engine/ingest/ingest';
import { cubeTarget } from '../../../src/engine/ingest/targets/cubeTarget';
import { cubeWith, emptyFolder, testContext } from '../cube/session/testCube';
import { dialogue, EMPTY_TREE, openForIngest, sourceOf } from './ingestCube';

const MESSAGES = 60;
const messages = Array.from(
  { length: MESSAGES },
  (_, at) => `Message ${at} tells of ${'abcdefgh'.repeat(at + 1)}.`,
);

async function childScript(): Promise<string> {
  const outfile = join(await emptyFolder(), 'killChild.mjs');
  await build({
    ...{
      entryPoints: [resolve(import.meta.dirname, 'killChild.ts')],
      outfile,
      bundle: true,
      platform: 'node',
    },
    ...{ format: 'esm', logLevel: 'error', mainFields: ['module', 'main'] },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/** Runs the child until it is done or killed; returns the whole lines that it said. */
async function runChild(args: readonly string[], killAfterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const closed = new Promise((end) => child.on('close', end));
  while (!out.includes('open') && child.exitCode === null) await sleep(2);
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await closed;
  clearTimeout(timer);
  expect(errors).toBe('');
  return out.split('\n').slice(0, -1);
}

describe('a process killed while it reads', () => {
  it('goes on where it was, and reads no kept portion twice', { timeout: 120_000 }, async () => {
    const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
    console.log(`kill test: KILL_SEED=${seed}`);
    const script = await childScript();
    const folder = await cubeWith(EMPTY_TREE);
    const file = join(await emptyFolder(), 'chat.json');
    await writeFile(file, dialogue(...messages));
    const kept = new Set<string>();
    let random = seed;
    let finished = false;
    for (let round = 0; round < 60 && !finished; round++) {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      const lines = await runChild([script, folder, file], round < 25 ? random % 120 : 20_000);
      const read = lines.flatMap((line) => (line.startsWith('read ') ? [line.slice(5)] : []));
      for (const portion of read) expect(kept.has(portion)).toBe(false);
      for (const line of lines) if (line.startsWith('kept ')) kept.add(line.slice(5));
      finished = lines.includes('done');
    }
    expect(finished).toBe(true);
    const { nodes } = JSON.parse(readFileSync(join(folder, 'textual_memory.json'), 'utf8')) as {
      nodes: { memory: string }[];
    };
    const texts = nodes.map(({ memory }) => memory);
    expect(new Set(texts).size).toBe(MESSAGES);
    expect(texts).toHaveLength(MESSAGES);
    const [batch] = await BatchStore.of(folder).list();
    expect(batch).toMatchObject({ state: 'applied', verdicts: { new: MESSAGES } });
  });
});

describe('a cancelled reading', () => {
  it('stays open to be taken up again', async () => {
    const { batches, read, session } = await openForIngest();
    const controller = new AbortController();
    const source = sourceOf(dialogue(...Array.from({ length: 250 }, (_, at) => `Message number ${at}.`)));
    const options = { signal: controller.signal, onProgress: () => controller.abort() };
    await expect(read(source, options)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await batches.list()).toMatchObject([
      { state: 'reading', portions: { done: 1, of: 3 }, notes: [] },
    ]);
    expect(session.memory.size).toBe(0);
    const seen: number[] = [];
    const batch = await read(source, { onProgress: ({ portion }) => seen.push(portion) });
    expect(seen).toEqual([2, 3]);
    expect(batch.proposals).toHaveLength(250);
    expect(batch.edges.every(({ source: a, target: b }) => a !== b)).toBe(true);
  });
});

describe('a reader that fails', () => {
  it('leaves a batch that says why, and goes on after it when asked again', async () => {
    const { batches, read } = await openForIngest();
    const source = sourceOf(dialogue(...Array.from({ length: 150 }, (_, at) => `Message number ${at}.`)));
    const failing = {
      ...source,
      async *read(taken: Parameters<typeof source.read>[0]) {
        for await (const portion of source.read(taken)) {
          yield portion;
          throw new Error('The model is away.');
        }
      },
    };
    await expect(read(failing)).rejects.toThrow('The model is away.');
    expect(await batches.list()).toMatchObject([
      { state: 'failed', notes: [{ message: 'The model is away.' }], portions: { done: 1 } },
    ]);
    expect(await read(source)).toMatchObject({ state: 'review', notes: [], portions: { done: 2, of: 2 } });
  });
});

const mount = (args: readonly string[]): boolean => spawnSync('mount', args).status === 0;
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe('a full disk', () => {
  it.skipIf(!canMount)('keeps what was kept, applies nothing, and goes on once there is room', async () => {
    const folder = await emptyFolder();
    expect(mount(['-t', 'tmpfs', '-o', 'size=192k', 'none', folder])).toBe(true);
    try {
      await writeFile(join(folder, 'textual_memory.json'), EMPTY_TREE);
      const context = testContext();
      const session = await CubeSession.open(context, folder);
      const batches = BatchStore.of(folder);
      const filler = join(folder, 'filler');
      await writeFile(filler, Buffer.alloc(96 << 10));
      const source = sourceOf(dialogue(...Array.from({ length: 150 }, (_, at) => `Message number ${at}.`)));
      const target = cubeTarget(session);
      await expect(ingest(context, target, batches, source)).rejects.toMatchObject({ code: 'no-space' });
      expect(session.memory.size).toBe(0);
      expect(await batches.list()).toMatchObject([{ portions: { done: 0 } }]);
      expect(
        (await readdir(join(folder, '.memcube/ingest'))).filter((name) => !name.endsWith('.jsonl')),
      ).toEqual([]);
      await rm(filler);
      spawnSync('mount', ['-o', 'remount,size=8m', folder]);
      expect(await ingest(context, target, batches, source)).toMatchObject({ state: 'review' });
      await session.dispose();
    } finally {
      spawnSync('umount', [folder]);
    }
  });
});

describe('what was kept, damaged by somebody', () => {
  it.each([
    ['a line that is no JSON', (text: string) => `${text}nonsense\n`],
    ['a portion that is missing', (text: string) => text.replace('"portion":0', '"portion":7')],
    ['a decision that is none', (text: string) => `${text}{"line":"decide","ids":[],"decision":"burn"}\n`],
  ])('%s is told with its line', async (_, damage) => {
    const { batches, read, folder } = await openForIngest();
    const { id } = await read(sourceOf(dialogue('One apple here.')));
    const file = join(folder, '.memcube/ingest', `${id}.jsonl`);
    await writeFile(file, damage(readFileSync(file, 'utf8')));
    await expect(batches.get(id)).rejects.toMatchObject({ code: 'bad-shape', place: { file } });
    expect(await batches.list()).toMatchObject([{ id, state: 'failed' }]);
    await batches.discard(id);
    expect(await batches.list()).toEqual([]);
  });

  it('a last line that was cut short counts as not written', async () => {
    const { batches, read, folder } = await openForIngest();
    const { id, proposals } = await read(sourceOf(dialogue('One apple here.')));
    const file = join(folder, '.memcube/ingest', `${id}.jsonl`);
    await writeFile(file, `${readFileSync(file, 'utf8')}{"line":"deci`);
    expect(await batches.get(id)).toMatchObject({ undecided: 1 });
    await batches.decide(id, [proposals[0]!.id], 'add');
    expect(await batches.get(id)).toMatchObject({ undecided: 0 });
  });
});
