/** Items on the disk, without a model. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KvStore } from '../../../src/engine/activation/items/kvStore';
import { packState, unpackState } from '../../../src/engine/activation/items/pack';
import { Sealer } from '../../../src/engine/activation/items/seal';
import { FileHashes } from '../../../src/engine/activation/model/fileHashes';
import type { KvItem } from '../../../src/engine/model/kvItem';
import { anItem } from './anItem';
import { stateFixture } from './stateFixture';

let folder: string;
let store: KvStore;
let sealer: Sealer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memcube-kvstore-'));
  sealer = await Sealer.open(join(folder, 'data'));
  mkdirSync(join(folder, 'cube'));
  store = KvStore.of(join(folder, 'cube'), sealer);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const state = stateFixture('q4_0.bin');
const place = (...names: string[]) => join(folder, 'cube/.memcube/kv', ...names);

async function keep(changes: Partial<KvItem> = {}): Promise<KvItem> {
  const { id } = anItem(changes);
  const part = await store.part(id);
  writeFileSync(part, state);
  const stored = await store.adopt(id, part, { encoding: 'plain', stateBytes: state.length });
  const item = anItem({ ...changes, stored });
  await store.write(item);
  return item;
}

describe('an item', () => {
  it('comes back as it was, vouched for, and its state is whole', async () => {
    const item = await keep();
    expect(await store.list()).toEqual([{ id: item.id, item, sealed: true }]);
    expect(await store.isWhole(item)).toBe(true);
    expect(await KvStore.of(join(folder, 'cube'), sealer).isWhole(item)).toBe(true);
    expect(readdirSync(place(item.id)).sort()).toEqual(['item.json', item.stored.file]);
  });

  it('of another machine is not vouched for, and no change makes it so', async () => {
    const item = await keep();
    const other = KvStore.of(join(folder, 'cube'), await Sealer.open(join(folder, 'other')));
    expect(await other.find(item.id)).toMatchObject({ sealed: false, item: { title: 'Kettles' } });
    await expect(other.update(item.id, (now) => ({ ...now, pinned: true }))).rejects.toMatchObject({
      code: 'untrusted',
    });
    expect(await other.find(item.id)).toMatchObject({ sealed: false });
  });

  it.each([
    ['a title', (text: string) => text.replace('"Kettles"', '"Pans"')],
    ['a token', (text: string) => text.replace(/"tokens": "[^"]+"/, '"tokens": "Ag=="')],
    [
      'the hash of its state',
      (text: string) => text.replaceAll(/"hash": "[0-9a-f]{64}"/g, `"hash": "${'0'.repeat(64)}"`),
    ],
    ['its seal', (text: string) => text.replace(/"seal": ".*"/, '"seal": ""')],
  ])('with %s changed is not vouched for', async (_, change) => {
    const item = await keep();
    const file = place(item.id, 'item.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect(await store.find(item.id)).toMatchObject({ sealed: false });
  });

  it.each([
    ['no JSON', '{', /it is no JSON/],
    ['something else', '{"version":1}', /cannot be read/],
    ['a state outside its folder', undefined, /stored\.file/],
    ['another id', undefined, /says that it is/],
  ])('that is %s is told as broken', async (kind, text, message) => {
    const item = await keep();
    const file = place(item.id, 'item.json');
    const before = readFileSync(file, 'utf8');
    const changed = kind.startsWith('a state')
      ? before.replace(item.stored.file, '../../../x.bin')
      : before.replace(item.id, item.id.replace('1', '2'));
    writeFileSync(file, text ?? changed);
    const [found] = await store.list();
    expect(found && 'error' in found ? found.error.message : '').toMatch(message);
  });

  it('with a state of another size, content or none is not whole', async () => {
    const item = await keep();
    const file = store.stateOf(item);
    for (const bytes of [state.slice(1), state.map((byte, at) => (at === 5000 ? byte ^ 1 : byte))]) {
      writeFileSync(file, bytes);
      expect(await KvStore.of(join(folder, 'cube'), sealer).isWhole(item)).toBe(false);
      expect(await store.isWhole(item)).toBe(false);
    }
    rmSync(file);
    expect(await store.isWhole(item)).toBe(false);
  });

  it('that is removed leaves nothing', async () => {
    const item = await keep();
    await store.remove(item.id);
    expect(await store.list()).toEqual([]);
    expect(existsSync(place(item.id))).toBe(false);
  });
});

describe('what is half-written', () => {
  it('by a process that is gone is cleaned away; what runs, and the item, stay', async () => {
    const item = await keep();
    const other = '00000000-0000-4000-8000-000000000009';
    mkdirSync(place(other));
    writeFileSync(place(other, '.999999999-0a0b0c.part'), 'x');
    writeFileSync(place(item.id, '.999999999-0a0b0c.part'), 'x');
    writeFileSync(place(item.id, `.${process.pid}-0a0b0c.part`), 'x');
    writeFileSync(place(item.id, 'state-00000000000000aa.bin'), 'x');
    utimesSync(place(item.id, 'state-00000000000000aa.bin'), 1, 1);
    await store.clean(new Date());
    expect(existsSync(place(other))).toBe(false);
    expect(readdirSync(place(item.id)).sort()).toEqual(
      [`.${process.pid}-0a0b0c.part`, 'item.json', item.stored.file].sort(),
    );
  });

  it('a new state takes the place of the old one only with the item', async () => {
    const item = await keep();
    const part = await store.part(item.id);
    writeFileSync(part, Buffer.concat([state, Buffer.from('x')]));
    const stored = await store.adopt(item.id, part, { encoding: 'plain', stateBytes: state.length + 1 });
    expect(await store.isWhole(item)).toBe(true);
    await store.write({ ...item, stored });
    expect(existsSync(store.stateOf(item))).toBe(false);
    expect(await store.find(item.id)).toMatchObject({ item: { stored }, sealed: true });
  });
});

describe('a link in a cube', () => {
  it('is not written through', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'cube/.memcube'));
    symlinkSync(join(folder, 'elsewhere'), place());
    await expect(keep()).rejects.toMatchObject({ code: 'path-escape' });
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });
});

describe('the key', () => {
  it('is made once, for its owner alone', async () => {
    const item = anItem();
    const again = await Sealer.open(join(folder, 'data'));
    expect(again.vouches({ item, seal: sealer.seal(item) })).toBe(true);
    expect(statSync(join(folder, 'data/kv-seal.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['kv-seal.key']);
  });

  it('is the same for two that begin at once', async () => {
    const data = join(folder, 'new');
    const all = await Promise.all(Array.from({ length: 8 }, () => Sealer.open(data)));
    expect(new Set(all.map((each) => each.seal(anItem()))).size).toBe(1);
  });

  it('that is damaged is told', async () => {
    writeFileSync(join(folder, 'data/kv-seal.key'), 'short');
    await expect(Sealer.open(join(folder, 'data'))).rejects.toMatchObject({ code: 'io' });
  });
});

describe('a compressed state', () => {
  const hash = createHash('sha256').update(state).digest('hex');
  const paths = () => ({
    plain: join(folder, 'plain'),
    packed: join(folder, 'packed'),
    back: join(folder, 'back'),
  });

  it('comes back byte for byte', async () => {
    const { plain, packed, back } = paths();
    writeFileSync(plain, state);
    expect(await packState(plain, packed)).toEqual({ hash });
    await unpackState(packed, back, { bytes: state.length, hash });
    expect(readFileSync(back).equals(state)).toBe(true);
  });

  it('that is larger than it should be, something else or damaged leaves nothing', async () => {
    const { plain, packed, back } = paths();
    writeFileSync(plain, Buffer.concat([state, Buffer.alloc(1 << 20)]));
    await packState(plain, packed);
    const tries = async (bytes: number) => {
      await expect(unpackState(packed, back, { bytes, hash })).rejects.toMatchObject({ code: 'bad-state' });
      expect(existsSync(back)).toBe(false);
    };
    await tries(state.length);
    await tries(state.length + (1 << 20));
    writeFileSync(packed, readFileSync(packed).subarray(0, 2000));
    await tries(state.length + (1 << 20));
    writeFileSync(packed, 'no zstd at all');
    await tries(state.length);
  });
});

describe('hashes of models', () => {
  it('are kept until the file changes', async () => {
    const file = join(folder, 'model.gguf');
    writeFileSync(file, 'one');
    const seen: number[] = [];
    const onProgress = (bytes: number) => void seen.push(bytes);
    const hashes = new FileHashes(join(folder, 'data'));
    const one = await hashes.of(file, { onProgress });
    expect(one).toBe(createHash('sha256').update('one').digest('hex'));
    expect(await new FileHashes(join(folder, 'data')).of(file, { onProgress })).toBe(one);
    expect(seen).toEqual([3]);
    writeFileSync(file, 'two');
    expect(await new FileHashes(join(folder, 'data')).of(file)).not.toBe(one);
    await expect(hashes.of(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
