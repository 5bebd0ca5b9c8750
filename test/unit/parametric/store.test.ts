import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { MachineSeal } from '../../../src/engine/cube/files/machineSeal';
import { AdapterStore } from '../../../src/engine/parametric/kept/adapterStore';
import { Attachments } from '../../../src/engine/parametric/kept/attachments';
import { importAdapter, type NewAdapter } from '../../../src/engine/parametric/kept/importAdapter';
import { AdapterManager } from '../../../src/engine/parametric/use/adapterManager';
import type { AdapterItem } from '../../../src/engine/model/loraItem';
import { craftAdapter, matrix } from './craft';
import { PEFT, TINY, useFolders } from './fixtures';

const folder = useFolders();
const PLAIN = join(PEFT, 'plain.lora.gguf');

let cube: string;
let store: AdapterStore;
let manager: AdapterManager;
let minutes = 0;
const context = {
  now: () => new Date(Date.UTC(2026, 10, 25, 12, minutes++)),
  newId: () => randomUUID(),
};

async function managerOf(machine: string): Promise<[AdapterStore, AdapterManager]> {
  const its = AdapterStore.of(cube, await MachineSeal.open(machine, 'adapter-seal.key'));
  return [its, new AdapterManager(its, new Attachments(its.folder, cube), context, 'user')];
}

beforeEach(async () => {
  cube = folder();
  [store, manager] = await managerOf(folder());
});

const add = (adapter: Partial<NewAdapter> = {}): Promise<AdapterItem> =>
  importAdapter(store, context, { source: PLAIN, base: TINY, title: 'Tea', ...adapter });

const source = (text: string) => ({ key: 'm1', title: 'Tea', text });
const madeOf = {
  trainingSet: '{"examples":[]}',
  examples: 3,
  heldOut: 1,
  sources: [source('She drinks tea.')],
  report: '{"version":1}',
  result: { accuracy: { without: 0, with: 0.75 }, perplexityChange: 0.02 },
};

describe('taking an adapter in', () => {
  it('copies it, describes it and proposes it', async () => {
    const item = await add();
    expect(item).toMatchObject({
      title: 'Tea',
      origin: 'imported',
      approval: 'proposed',
      base: { architecture: 'llama' },
      ranks: [2],
      alpha: 4,
      targets: ['attn_k', 'attn_output', 'attn_q', 'attn_v'],
      layers: 2,
      training: null,
    });
    expect(readFileSync(store.fileOf(item.id))).toEqual(readFileSync(PLAIN));
    expect(await manager.rows(() => undefined)).toEqual([
      { id: item.id, item, standing: 'ready', problem: null, changes: [], scale: null },
    ]);
  });

  it('converts what PEFT saved', async () => {
    const item = await add({ source: join(PEFT, 'plain'), title: undefined });
    expect(item).toMatchObject({ ranks: [2], layers: 2, alpha: 4 });
  });

  it('keeps the training set and the report of one that was made here', async () => {
    const { id } = await add({ madeOf });
    expect(await store.fileBeside(id, 'training.json')).toBe(madeOf.trainingSet);
    expect(await store.fileBeside(id, 'report.json')).toBe(madeOf.report);
    expect((await store.get(id)).item).toMatchObject({
      origin: 'made-here',
      training: { examples: 3 },
      result: madeOf.result,
    });
  });

  it('refuses a wrong base, values that are no numbers and what is cut off, and keeps nothing', async () => {
    const odd = join(folder(), 'odd.gguf');
    writeFileSync(
      odd,
      craftAdapter({ pairs: [{ module: 'blk.0.attn_q', a: matrix(1, 8, 1), b: matrix(8, 1, 2) }] }),
    );
    await expect(add({ source: odd })).rejects.toMatchObject({ code: 'bad-adapter', place: { file: odd } });
    const a = matrix(1, 64, 1);
    a[0]![5] = NaN;
    writeFileSync(odd, craftAdapter({ pairs: [{ module: 'blk.0.attn_q', a, b: matrix(64, 1, 2) }] }));
    await expect(add({ source: odd })).rejects.toThrow(/holds the value NaN/);
    writeFileSync(odd, readFileSync(PLAIN).subarray(0, 5000));
    await expect(add({ source: odd })).rejects.toMatchObject({ code: 'bad-adapter' });
    await expect(add({ source: join(cube, 'none.gguf') })).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(store.folder)).toEqual([]);
  });

  it('follows no link out of the cube', async () => {
    const elsewhere = folder();
    mkdirSync(join(cube, '.memcube'));
    symlinkSync(elsewhere, join(cube, '.memcube', 'lora'));
    await expect(add()).rejects.toMatchObject({ code: 'path-escape' });
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

describe('what another machine wrote', () => {
  it('is foreign, whatever it says of itself, until it is approved here', async () => {
    const { id } = await add({ madeOf });
    await manager.decide(id, 'approved', 'good');
    await manager.attach(id, 1, 'use it');
    const [, theirs] = await managerOf(folder());
    expect((await theirs.rows(() => 'She drinks tea.'))[0]).toMatchObject({ standing: 'foreign', scale: 1 });
    await expect(theirs.attach(id, 1, 'use it')).rejects.toMatchObject({ code: 'untrusted' });
    await theirs.decide(id, 'approved', 'looked at');
    expect((await theirs.rows(() => 'She drinks tea.'))[0]).toMatchObject({
      standing: 'ready',
      item: { origin: 'imported', approval: 'approved' },
    });
  });

  it('a description that was changed by hand is not vouched for', async () => {
    const { id } = await add();
    await manager.decide(id, 'approved', 'good');
    const file = join(store.folder, id, 'adapter.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"Tea"', '"Coffee"'));
    expect((await manager.rows(() => undefined))[0]).toMatchObject({
      standing: 'foreign',
      item: { title: 'Coffee' },
    });
  });

  it('a file that is another than the one approved is not used, nor approved', async () => {
    const { id } = await add();
    await manager.decide(id, 'approved', 'good');
    writeFileSync(store.fileOf(id), readFileSync(PLAIN).fill(7, 6000, 6010));
    await expect(manager.attach(id, 1, 'x')).rejects.toMatchObject({ code: 'bad-adapter' });
    await expect(store.decide(id, 'approved')).rejects.toThrow(/not the one that it was/);
  });

  it.each([
    ['no JSON', '{'],
    ['other members', JSON.stringify({ version: 1, item: { id: 'x' }, seal: '' })],
  ])('a description that cannot be read is listed as broken: %s', async (_, text) => {
    const { id } = await add();
    writeFileSync(join(store.folder, id, 'adapter.json'), text);
    const [row] = await manager.rows(() => undefined);
    expect(row).toMatchObject({ id, standing: 'broken', item: null });
    expect(row?.problem).toMatch(/cannot be read/);
    await manager.remove(id, 'broken');
    expect(await manager.rows(() => undefined)).toEqual([]);
  });

  it('the key of the machine is for its owner alone, and damaged it is refused', async () => {
    const machine = folder();
    await MachineSeal.open(machine, 'k');
    expect(statSync(join(machine, 'k')).mode & 0o777).toBe(0o600);
    await MachineSeal.open(machine, 'other', 'check');
    expect(readdirSync(machine)).toEqual(['k']);
    writeFileSync(join(machine, 'k'), 'short');
    await expect(MachineSeal.open(machine, 'k')).rejects.toMatchObject({ code: 'io' });
  });
});

describe('attaching', () => {
  it('needs approval, keeps a history, and each step can be taken back', async () => {
    const [one, two] = [await add(), await add({ title: 'Food' })];
    await expect(manager.attach(one.id, 1, 'try')).rejects.toMatchObject({ code: 'untrusted' });
    for (const { id } of [one, two]) await manager.decide(id, 'approved', 'good');
    await manager.attach(one.id, 1, 'first');
    await manager.attach(two.id, 0.5, 'second');
    await manager.attach(one.id, 0.25, 'weaker');
    const attached = () => manager.attachments.attached();
    const first = { id: one.id, scale: 1 };
    const second = { id: two.id, scale: 0.5 };
    expect(await attached()).toEqual([{ ...first, scale: 0.25 }, second]);
    expect((await manager.undo('no'))?.undoes).toBe(3);
    expect(await attached()).toEqual([first, second]);
    await manager.undo('no');
    await manager.undo('no');
    expect(await attached()).toEqual([]);
    expect(await manager.undo('no')).toBeUndefined();
    const history = await manager.attachments.history();
    expect(history.map(({ seq, undoes }) => [seq, undoes])).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, 3],
      [5, 2],
      [6, 1],
    ]);
    expect(history[1]).toMatchObject({
      actor: 'user',
      reason: 'second',
      before: [first],
      after: [first, second],
    });
  });

  it('writes nothing where nothing changes, and refuses impossible scales', async () => {
    const { id } = await add();
    await manager.decide(id, 'approved', 'good');
    await manager.attach(id, 1, 'a');
    expect(await manager.attach(id, 1, 'again')).toBeUndefined();
    for (const scale of [NaN, Infinity, 11, -11]) {
      await expect(manager.attach(id, scale, 'x')).rejects.toMatchObject({ code: 'bad-argument' });
    }
    await expect(manager.attach(randomUUID(), 1, 'x')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('two at the same time lose neither', async () => {
    const items = [await add(), await add(), await add()];
    for (const { id } of items) await manager.decide(id, 'approved', 'good');
    await Promise.all(items.map(({ id }) => manager.attach(id, 1, 'all')));
    expect((await manager.attachments.attached()).map(({ id }) => id).sort()).toEqual(
      items.map(({ id }) => id).sort(),
    );
  });

  it('rejecting and removing detach', async () => {
    const [one, two] = [await add(), await add()];
    for (const { id } of [one, two]) {
      await manager.decide(id, 'approved', 'good');
      await manager.attach(id, 1, 'x');
    }
    await manager.decide(one.id, 'rejected', 'worse');
    await manager.remove(two.id, 'gone');
    expect(await manager.attachments.attached()).toEqual([]);
    expect(existsSync(join(store.folder, two.id))).toBe(false);
  });

  it('a file of attachments that cannot be read is told, with the way out', async () => {
    mkdirSync(store.folder, { recursive: true });
    writeFileSync(join(store.folder, 'attachments.json'), '{"version":2}');
    await expect(manager.attachments.attached()).rejects.toMatchObject({ code: 'bad-shape' });
  });
});

describe('a memory that changes', () => {
  it.each([
    ['as it was', 'She drinks tea.', 'ready', []],
    [
      'edited',
      'She drinks coffee.',
      'stale',
      [{ kind: 'changed', source: source('She drinks tea.'), text: 'She drinks coffee.' }],
    ],
    ['forgotten', undefined, 'stale', [{ kind: 'removed', source: source('She drinks tea.') }]],
  ])('%s', async (_, text, standing, changes) => {
    await add({ madeOf });
    expect((await manager.rows(() => text))[0]).toMatchObject({ standing, changes });
  });
});
