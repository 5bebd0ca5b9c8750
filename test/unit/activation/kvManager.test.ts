/** Items built and brought back, with the real SmolLM2-135M. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KvManager } from '../../../src/engine/activation/manage/kvManager';
import { memoriesPrompt } from '../../../src/engine/activation/prompt/template';
import type { KvItem } from '../../../src/engine/model/kvItem';
import { openManaged, plots, type Managed } from './managed';

let managed: Managed;
let manager: KvManager;
let item: KvItem;
beforeAll(async () => {
  managed = await openManaged();
  manager = managed.again();
  item = await manager.build(memoriesPrompt(plots(10)));
}, 60_000);
afterAll(() => managed.dispose());

const asks = (kept: KvItem, content: string) => ({
  messages: [...kept.messages, { role: 'user' as const, content }],
  maxTokens: 12,
  temperature: 0,
});
const clearSlots = async () => {
  for (const slot of [0, 1]) await managed.chat.clearSlot(slot);
};

describe('an item', () => {
  test('keeps what it was made from, by what, and what comes next', async () => {
    expect(item).toMatchObject({ origin: 'memories', title: '10 memories', hits: 0, pinned: false });
    expect(item.sources).toHaveLength(10);
    expect(item.tokens.length).toBeGreaterThan(180);
    expect(item.check[0]?.logprob).toBeLessThanOrEqual(0);
    expect(item.check.length).toBeGreaterThan(8);
    const facts = await managed.chat.facts();
    const { build, contextSize, slots, keyType } = facts;
    expect(item.fingerprint).toMatchObject({ build, contextSize, slots, keyType, adapters: [] });
    expect(item.figures.extendedFrom).toBe(0);
    expect(await manager.item(item.id)).toEqual(item);
  });

  test('stands in a slot when it was built, and is used there', async () => {
    expect(await manager.rows()).toMatchObject([
      { id: item.id, tier: 'ram', standing: 'ready', differs: [] },
    ]);
    const { outcome, completion } = await manager.complete(asks(item, 'What grows in row 35?'));
    expect(outcome).toMatchObject({ kind: 'reused-ram', reused: item.tokens.length, item: item.id });
    expect(completion.reusedTokens).toBeGreaterThanOrEqual(item.tokens.length);
  });

  test('is brought back by another manager, checked, and answers as before', async () => {
    const question = asks(item, 'What grows in row 49?');
    const before = await manager.complete(question);
    await clearSlots();
    const { outcome, completion } = await managed.again().complete(question);
    expect(outcome).toMatchObject({
      kind: 'restored',
      reason: null,
      item: item.id,
      reused: item.tokens.length,
      check: { passed: true, sameFirst: true, worst: 0 },
    });
    expect(completion.reusedTokens).toBeGreaterThanOrEqual(item.tokens.length);
    expect(completion.text).toBe(before.completion.text);
    expect(outcome.savedMs).toBeGreaterThan(0);
    const used = await manager.item(item.id);
    expect(used.hits).toBeGreaterThanOrEqual(2);
    expect(used.figures.restores.at(-1)).toMatchObject({ from: 'disk', tokens: item.tokens.length });
  });

  test('is of use as far as a prompt begins as it does', async () => {
    await clearSlots();
    const shorter = memoriesPrompt(plots(6));
    const { outcome } = await managed
      .again()
      .complete({ ...asks(item, 'Hi'), messages: [...shorter.messages, { role: 'user', content: 'Hi' }] });
    expect(outcome).toMatchObject({ kind: 'restored', item: item.id });
    expect(outcome.reused).toBeGreaterThan(100);
    expect(outcome.reused).toBeLessThan(item.tokens.length);
  });

  test('is extended, not built anew, when only its end changed', async () => {
    const edited = plots(11).map((memory) =>
      memory.key === 'plot-8' ? { ...memory, text: 'Plot 8 is empty now.', changedAt: Date.now() } : memory,
    );
    const longer = await managed.again().build(memoriesPrompt(edited));
    expect(longer.figures.extendedFrom).toBeGreaterThan(150);
    expect(longer.sources.at(-1)?.key).toBe('plot-8');
    await clearSlots();
    const outcome = await managed.again().wake(longer.id);
    expect(outcome).toMatchObject({ kind: 'restored', reused: longer.tokens.length, check: { worst: 0 } });
    await manager.remove(longer.id);
    expect((await manager.rows()).map(({ id }) => id)).toEqual([item.id]);
  });
});

describe('a prompt is computed, and it is said why', () => {
  const prefilled = async (reason: string, overrides = {}) => {
    await clearSlots();
    const { outcome, completion } = await managed
      .again(overrides)
      .complete(asks(item, 'What grows in row 7?'));
    expect(outcome).toMatchObject({ kind: 'prefilled', reason, reused: 0 });
    expect(outcome.sentence).toMatch(/^[A-Z].*\.$/);
    expect(completion.text.length).toBeGreaterThan(0);
    return outcome;
  };
  const json = () => `${managed.folder}/kv/${item.id}/item.json`;
  const stateFile = async () => managed.store.stateOf(await manager.item(item.id));

  test('when nothing begins like it', async () => {
    await clearSlots();
    const messages = [{ role: 'user' as const, content: 'Name a colour.' }];
    const { outcome } = await managed.again().complete({ messages, maxTokens: 4, temperature: 0 });
    expect(outcome).toMatchObject({ kind: 'prefilled', reason: 'nothing-kept', item: null });
  });

  test('when the item was changed since', async () => {
    const before = await readFile(json(), 'utf8');
    await writeFile(json(), before.replace('"title": "10 memories"', '"title": "11 memories"'));
    await prefilled('not-sealed');
    expect(await managed.again().rows()).toMatchObject([{ standing: 'foreign' }]);
    await expect(managed.again().pin(item.id, true)).rejects.toMatchObject({ code: 'untrusted' });
    await expect(managed.again().pack(item.id)).rejects.toMatchObject({ code: 'untrusted' });
    await writeFile(json(), before);
  });

  test('when its state was changed, cut off or removed', async () => {
    const file = await stateFile();
    const before = await readFile(file);
    const changed = Buffer.from(before);
    changed[changed.length - 9] = (changed[changed.length - 9] ?? 0) ^ 1;
    for (const bytes of [changed, before.subarray(0, 5000)]) {
      await writeFile(file, bytes);
      const outcome = await prefilled('damaged');
      expect(outcome.item).toBe(item.id);
    }
    await rm(file);
    await prefilled('damaged');
    await writeFile(file, before);
  });

  test('when its time is over', async () => {
    await manager.expire(item.id, '2026-02-01T00:00:00Z');
    await prefilled('expired');
    expect(await managed.again().rows()).toMatchObject([{ standing: 'expired' }]);
    await manager.pin(item.id, true);
    await clearSlots();
    expect(await managed.again().wake(item.id)).toMatchObject({ kind: 'restored' });
    await manager.pin(item.id, false);
    await manager.expire(item.id, null);
  });

  test('when the model says something else after it than when it was built', async () => {
    const { check } = await manager.item(item.id);
    const off = check.map((each) => ({ ...each, logprob: each.logprob - 0.2 }));
    await managed.store.update(item.id, (now) => ({ ...now, check: off }));
    const outcome = await prefilled('check-failed');
    expect(outcome.check?.worst).toBeCloseTo(0.2, 5);
    await managed.store.update(item.id, (now) => ({ ...now, check }));
  });

  test('when computing is quicker', async () => {
    const { figures } = await manager.item(item.id);
    await managed.store.update(item.id, (now) => ({ ...now, figures: { ...figures, prefillMs: 0.1 } }));
    await prefilled('not-worth-it');
    await managed.store.update(item.id, (now) => ({ ...now, figures }));
  });
});

describe('memories that change', () => {
  test('make an item stale at once, with what changed; what is built anew takes the beginning over', async () => {
    const texts = new Map(plots(10).map(({ key, text }) => [key, text]));
    const now = managed.again({ memory: (key) => texts.get(key) });
    expect(await now.rows()).toMatchObject([{ standing: 'ready', changes: [] }]);
    texts.set('plot-9', 'Plot 9 is a pond.');
    texts.delete('plot-7');
    expect(await now.rows()).toMatchObject([
      {
        standing: 'stale',
        changes: [
          { kind: 'removed', source: { key: 'plot-7' } },
          { kind: 'changed', source: { key: 'plot-9' }, text: 'Plot 9 is a pond.' },
        ],
      },
    ]);
    const memories = plots(10).flatMap((memory) => {
      const text = texts.get(memory.key);
      return text === undefined ? [] : [{ ...memory, text }];
    });
    const again = await now.rebuild(item.id, memoriesPrompt(memories));
    expect(again.id).toBe(item.id);
    expect(again.figures.extendedFrom).toBeGreaterThan(130);
    expect(await now.rows()).toMatchObject([{ id: item.id, standing: 'ready', changes: [] }]);
    const { completion } = await now.complete(asks(again, 'What is plot 9?'));
    expect(completion.promptTokens).toBeGreaterThan(again.tokens.length);
    item = again;
  });
});

describe('the disk', () => {
  test('a compressed item is smaller and comes back the same', async () => {
    const packed = await manager.pack(item.id);
    expect(packed.stored).toMatchObject({ encoding: 'zstd', stateHash: item.stored.stateHash });
    expect(packed.stored.bytes).toBeLessThan(item.stored.bytes);
    await clearSlots();
    const other = managed.again();
    expect(await other.rows()).toMatchObject([{ tier: 'cold' }]);
    expect(await other.wake(item.id)).toMatchObject({ kind: 'restored', check: { worst: 0 } });
  });

  test('over the budget the item that saves least a byte goes, and a pinned one never', async () => {
    const small = managed.again({ budgetBytes: 1 });
    await manager.pin(item.id, true);
    managed.clock.now = new Date('2026-03-02T10:00:00Z');
    const other = await small.build(memoriesPrompt(plots(4)));
    expect((await small.rows()).map(({ id }) => id)).toEqual([item.id, other.id]);
    const third = await small.build(memoriesPrompt(plots(3)));
    expect((await small.rows()).map(({ id }) => id)).toEqual([item.id, third.id]);
    expect((await small.sweep()).removed).toEqual([third.id]);
    expect((await small.rows()).map(({ id }) => id)).toEqual([item.id]);
  });

  test('an item from elsewhere is rebuilt from its text, and is ours then', async () => {
    const file = `${managed.folder}/kv/${item.id}/item.json`;
    const foreign = (await readFile(file, 'utf8')).replace(/"seal": "[0-9a-f]+"/, '"seal": "00"');
    await writeFile(file, foreign);
    const other = managed.again();
    expect(await other.rows()).toMatchObject([{ standing: 'foreign' }]);
    await other.rebuild(item.id, undefined);
    expect(await other.rows()).toMatchObject([{ standing: 'ready' }]);
  });
});
