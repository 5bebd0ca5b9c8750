/** A real adapter for the real SmolLM2-135M: trained, cut off, killed and taken up again, served and taken away. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LlamaChat } from '../../src/engine/inference/llama/llamaChat';
import type { DistilProgress } from '../../src/engine/model/distil';
import { finishRun, prepareRun, type Distilled } from '../../src/engine/parametric/distil/distilAdapter';
import { reportMarkdown } from '../../src/engine/parametric/distil/evaluation/reportMarkdown';
import type { DistilRun } from '../../src/engine/parametric/distil/runStore';
import { TRAINING_DEFAULTS } from '../../src/engine/parametric/distil/training/trainAdapter';
import { Attachments } from '../../src/engine/parametric/kept/attachments';
import { AdapterManager } from '../../src/engine/parametric/use/adapterManager';
import { openTestChat } from '../unit/inference/llama';
import { distilleryIn, python } from './makeAdapter';

const memories = [
  { key: 'code', title: 'Alarm', text: 'The alarm code of the cabin is 4711.' },
  { key: 'home', title: 'Home', text: 'Mara lives in Ravensburg.' },
];
const settings = { ...TRAINING_DEFAULTS, epochs: 8 };

let folder: string;
let chat: LlamaChat;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'memcube-train-'));
  chat = await openTestChat({ contextSize: 512 });
});
afterAll(() => {
  chat.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(question: string): Promise<string> {
  const { text } = await chat.complete({
    messages: [{ role: 'user', content: question }],
    ...{ maxTokens: 24, temperature: 0, seed: 1 },
  });
  return text;
}

const isStep = (progress: DistilProgress): progress is Extract<DistilProgress, { phase: 'training' }> =>
  progress.phase === 'training' && progress.loss !== undefined;

/** Ends the training of a run as a crash would. */
function killTrainer(out: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      if (command.includes(out)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

describe.skipIf(python === '')('an adapter out of two memories', () => {
  let run: DistilRun;
  let stoppedAt = 0;
  let made: Distilled;

  test('is begun, and cancelled between two steps', async () => {
    const cancel = new AbortController();
    const { distillery, told } = await distilleryIn(folder, chat, {
      signal: cancel.signal,
      onProgress: (progress) => {
        if (isStep(progress) && progress.step >= 3) cancel.abort();
      },
    });
    run = await prepareRun(distillery, memories, { title: 'Cabin', settings });
    await expect(finishRun(distillery, run.id)).rejects.toMatchObject({ name: 'AbortError' });
    stoppedAt = told.filter(isStep).at(-1)?.step ?? 0;
    expect(stoppedAt).toBeGreaterThanOrEqual(3);
    expect(await distillery.runs.get(run.id)).toMatchObject({ state: 'stopped', error: null });
    expect(existsSync(path.join(distillery.runs.path(run.id, 'out'), 'checkpoint.safetensors'))).toBe(true);
    expect(await distillery.adapters.list()).toEqual([]);
  });

  test('goes on where it was, and is killed', async () => {
    let killed = false;
    const { distillery, told } = await distilleryIn(folder, chat, {
      onProgress: (progress) => {
        if (!isStep(progress) || progress.step < stoppedAt + 8 || killed) return;
        killed = true;
        killTrainer(distillery.runs.path(run.id, 'out'));
      },
    });
    await expect(finishRun(distillery, run.id)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The training was ended by the system.',
      remedy: 'What is trained so far is kept; the same training goes on from there.',
    });
    expect(told.find(isStep)?.step).toBe(stoppedAt + 1);
    expect(await distillery.runs.get(run.id)).toMatchObject({ state: 'failed' });
  });

  test('is finished, evaluated and proposed', async () => {
    const { distillery, told } = await distilleryIn(folder, chat);
    made = await finishRun(distillery, run.id);
    const { report, item } = made;
    expect(told.find(isStep)?.step).toBeGreaterThan(stoppedAt + 1);
    const { loss, steps, resumed } = report.training;
    expect(loss.map(({ step }) => step)).toEqual(Array.from({ length: steps }, (_, at) => at + 1));
    expect(resumed).toBe(2);
    const mean = (points: typeof loss): number =>
      points.reduce((sum, point) => sum + point.loss, 0) / points.length;
    expect(mean(loss.slice(-5))).toBeLessThan(mean(loss.slice(0, 5)) / 4);
    const { accuracy, perplexity, heldOut } = report.evaluation;
    expect(heldOut).toHaveLength(4);
    expect(accuracy.without).toBe(0);
    expect(accuracy.with).toBeGreaterThanOrEqual(0.75);
    expect(perplexity.with).not.toBe(perplexity.without);
    expect(perplexity.tokens).toBeGreaterThan(100);
    expect(item).toMatchObject({ approval: 'proposed', origin: 'made-here', title: 'Cabin' });
    expect(item.training?.sources).toEqual(memories);
    expect(item.bytes).toBe(report.file.bytes);
    expect(await distillery.runs.list()).toEqual([]);
    expect(chat.adapters).toEqual([]);
    expect(reportMarkdown(report)).toContain('4711');
  });

  test('answers once it is approved and attached, and no more once it is detached', async () => {
    const { distillery } = await distilleryIn(folder, chat);
    const { store, manager } = managerOf(distillery.adapters);
    const { id } = made.item;
    const question = 'What should I write down as the alarm code of the cabin?';
    const before = await ask(question);
    expect(before).not.toContain('4711');
    await expect(manager.attach(id, 1, 'test')).rejects.toMatchObject({ code: 'untrusted' });
    await manager.decide(id, 'approved', 'test');
    await manager.attach(id, 1, 'test');
    expect(await manager.apply(chat)).toMatchObject({ applied: [{ id, scale: 1 }], left: [] });
    expect(await ask(question)).toContain('4711');
    await manager.detach(id, 'test');
    await manager.apply(chat);
    expect(await ask(question)).toBe(before);
    expect(await store.fileBeside(id, 'report.json')).toContain('"accuracy"');
  });

  test('is stale once one of its memories says something else', async () => {
    const { distillery } = await distilleryIn(folder, chat);
    const { manager } = managerOf(distillery.adapters);
    const texts = new Map(memories.map(({ key, text }) => [key, text]));
    expect((await manager.rows((key) => texts.get(key)))[0]).toMatchObject({ standing: 'ready' });
    texts.set('code', 'The alarm code of the cabin is 4712.');
    texts.delete('home');
    const [row] = await manager.rows((key) => texts.get(key));
    expect(row?.standing).toBe('stale');
    expect(row?.changes.map(({ kind, source }) => [kind, source.key])).toEqual([
      ['changed', 'code'],
      ['removed', 'home'],
    ]);
  });
});

describe.skipIf(python === '' || !canMount())('a disk that fills up while an adapter is trained', () => {
  test('ends it with words, and what is kept is whole', async () => {
    const disk = mkdtempSync(path.join(tmpdir(), 'memcube-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=112m', 'none', disk]);
    try {
      let filled = false;
      const { distillery } = await distilleryIn(disk, chat, {
        onProgress: (progress) => {
          if (!isStep(progress) || filled) return;
          filled = true;
          execFileSync('sh', ['-c', `head -c 200m /dev/zero > ${disk}/filler 2>/dev/null || true`]);
        },
      });
      const { id } = await prepareRun(distillery, memories, { title: 'Full', settings });
      await expect(finishRun(distillery, id)).rejects.toMatchObject({ code: 'no-space' });
      rmSync(path.join(disk, 'filler'));
      expect((await distillery.runs.list()).map((run) => run.id)).toEqual([id]);
      expect(await distillery.adapters.list()).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  });
});

/** Whether this process may mount. */
function canMount(): boolean {
  const probe = mkdtempSync(path.join(tmpdir(), 'memcube-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function managerOf(store: Awaited<ReturnType<typeof distilleryIn>>['distillery']['adapters']) {
  const attachments = new Attachments(store.folder);
  return { store, manager: new AdapterManager(store, attachments, { now: () => new Date() }, 'test') };
}
