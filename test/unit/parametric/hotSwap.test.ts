/** Adapters on the real SmolLM2, put on and taken off a process that keeps running. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MachineSeal } from '../../../src/engine/cube/files/machineSeal';
import type { LlamaChat } from '../../../src/engine/inference/llama/llamaChat';
import { AdapterStore } from '../../../src/engine/parametric/kept/adapterStore';
import { Attachments } from '../../../src/engine/parametric/kept/attachments';
import { importAdapter } from '../../../src/engine/parametric/kept/importAdapter';
import { AdapterManager } from '../../../src/engine/parametric/use/adapterManager';
import { compareAdapters } from '../../../src/engine/parametric/use/compare';
import { chatModel, openTestChat } from '../inference/llama';
import { PEFT, TINY, expected, useFolders } from './fixtures';

const folder = useFolders();
const context = { now: () => new Date(), newId: () => randomUUID() };
let chat: LlamaChat;
let store: AdapterStore;
let manager: AdapterManager;
let id: string;

beforeAll(async () => {
  store = new AdapterStore(folder(), await MachineSeal.open(folder(), 'key'));
  manager = new AdapterManager(store, new Attachments(store.folder), context, 'test');
  ({ id } = await importAdapter(store, context, {
    source: join(PEFT, 'smollm2'),
    base: chatModel,
    title: 'Random',
  }));
  await manager.decide(id, 'approved', 'test');
  chat = await openTestChat({ contextSize: 512 });
}, 60_000);
afterAll(() => chat.dispose());

const { tokens, next } = expected.smollm2;

/** Logarithms of the probabilities of the next token, as the model has it at the moment. */
async function now(): Promise<ReadonlyMap<number, number>> {
  await chat.prefill(0, tokens);
  const likeliest = await chat.probe(0, 40);
  return new Map(likeliest.map(({ token, logprob }) => [token, logprob]));
}

describe('what is attached', () => {
  it('changes what the model says in the same process, by its scale, and is gone when detached', async () => {
    const before = await now();
    const pid = chat.process.status.pid;
    const shift = (found: ReadonlyMap<number, number>): number => {
      const shared = next.filter(({ token }) => found.has(token) && before.has(token));
      expect(shared.length).toBeGreaterThan(10);
      // Along the change that torch tells.
      return shared.reduce(
        (sum, { token, base, merged }) => sum + (found.get(token)! - before.get(token)!) * (merged - base),
        0,
      );
    };

    await manager.attach(id, 1, 'on');
    expect(await manager.apply(chat)).toMatchObject({ applied: [{ id, scale: 1 }], left: [] });
    const whole = shift(await now());
    await manager.attach(id, 0.5, 'weaker');
    await manager.apply(chat);
    const half = shift(await now());
    expect(half).toBeGreaterThan(0);
    expect(whole).toBeGreaterThan(half);

    await manager.undo('back');
    await manager.undo('off');
    expect((await manager.apply(chat)).applied).toEqual([]);
    const after = await now();
    for (const [token, logprob] of before) expect(after.get(token)).toBeCloseTo(logprob, 4);
    expect(chat.process.status.pid).toBe(pid);
  }, 60_000);

  it('is left alone where the model has this set already', async () => {
    await manager.apply(chat, []);
    const { epoch } = chat;
    expect(await manager.apply(chat, [])).toEqual({ applied: [], left: [], ms: 0 });
    expect(chat.epoch).toBe(epoch);
  });

  it('is left out and told where it does not fit the model or may not be used', async () => {
    const other = await importAdapter(store, context, {
      source: join(PEFT, 'plain'),
      base: TINY,
      title: 'Tiny',
    });
    const set = [{ id: other.id, scale: 1 }];
    expect((await manager.apply(chat, set)).left).toEqual([
      { id: other.id, title: 'Tiny', why: expect.stringMatching(/not approved on this machine/) as string },
    ]);
    await manager.decide(other.id, 'approved', 'test');
    const { applied, left } = await manager.apply(chat, set);
    expect(applied).toEqual([]);
    expect(left[0]?.why).toMatch(/with 64 inputs; in .* it has 576/);
  });
});

describe('one prompt with two sets', () => {
  it('tells both answers, where they part, and leaves the model as it was', async () => {
    const request = { prompt: 'What is the capital of France?', maxTokens: 12, a: [], b: [{ id, scale: 1 }] };
    const compared = await compareAdapters(manager, chat, request);
    expect(compared.b.text).not.toBe(compared.a.text);
    expect(compared.parts).not.toBeNull();
    expect(compared.a.answerTokens).toBeGreaterThan(0);
    expect(compared.a.promptTokens).toBe(compared.b.promptTokens);
    const { a, b, difference } = compared.logprob;
    expect(difference).toBeCloseTo(b! - a!, 10);
    expect(chat.adapters).toEqual([]);
    const same = await compareAdapters(manager, chat, { ...request, b: [] });
    expect([same.parts, same.logprob.difference]).toEqual([null, 0]);
  }, 60_000);

  it('is refused where an adapter cannot be used', async () => {
    const { id: gone } = await importAdapter(store, context, {
      source: join(PEFT, 'smollm2'),
      base: chatModel,
    });
    await manager.decide(gone, 'approved', 'test');
    writeFileSync(store.fileOf(gone), 'another file');
    const request = { prompt: 'Hello', maxTokens: 2, a: [], b: [{ id: gone, scale: 1 }] };
    await expect(compareAdapters(manager, chat, request)).rejects.toThrow(/not the one that it was/);
  });
});
