import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { StudioError, describeError } from '../../base/errors';
import { errnoOf, fileError, onFile, onReading } from '../../cube/files/fileError';
import { sameStamp, sha256OfFile, stampOf, type FileStamp } from '../../cube/files/fileStamp';
import { refuseLinks } from '../../cube/files/refuseLinks';
import { flushFolder, writeAtomically } from '../../cube/files/writeAtomically';
import type { KvItem, KvStored } from '../../model/kvItem';
import { formatItem, ITEM_FILE, parseItem } from './itemFile';
import { partName, removeLeftovers } from './leftovers';
import type { Sealer } from './seal';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** An item of a million tokens has some megabytes. */
const LARGEST_ITEM = 64 << 20;

/** An item as it lies on the disk. */
export type KeptItem =
  | { readonly id: string; readonly item: KvItem; readonly sealed: boolean }
  | { readonly id: string; readonly error: StudioError };

/**
 * The KV items of one cube: a folder each with `item.json` and the state that it names. Writing `item.json` is what
 * makes a new or changed item valid; what is beside it before that moment is cleaned away when it stays.
 */
export class KvStore {
  /** Files whose hashes were found right, as they were then. */
  private readonly verified = new Map<string, FileStamp>();

  /** @param cube folder of the cube, where the items lie in it: then no link is followed out of it. */
  constructor(
    readonly folder: string,
    private readonly sealer: Sealer,
    private readonly cube?: string,
  ) {}

  /** The items of a cube in a folder. */
  static of(cubeFolder: string, sealer: Sealer): KvStore {
    return new KvStore(join(cubeFolder, '.memcube', 'kv'), sealer, cubeFolder);
  }

  /** All items, oldest first, those that cannot be read last. Throws StudioError `io`. */
  async list(): Promise<KeptItem[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw fileError(error, this.folder, 'read');
    });
    const kept: KeptItem[] = [];
    for (const id of names.filter((name) => ID.test(name))) {
      const found = await this.find(id);
      if (found) kept.push(found);
    }
    const age = (each: KeptItem): string => ('item' in each ? each.item.createdAt : '~');
    return kept.sort((a, b) => (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : a.id < b.id ? -1 : 1));
  }

  /** One item, or undefined where there is none of this id. */
  async find(id: string): Promise<KeptItem | undefined> {
    if (!ID.test(id)) return undefined;
    const file = join(this.folder, id, ITEM_FILE);
    try {
      const size = (await stat(file)).size;
      if (size > LARGEST_ITEM) throw tooLarge(file, size);
      const sealedItem = parseItem(await readFile(file, 'utf8'), file);
      if (sealedItem.item.id !== id) throw otherId(file, sealedItem.item.id);
      return { id, item: sealedItem.item, sealed: this.sealer.vouches(sealedItem) };
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      const worded = fileError(error, file, 'read');
      if (worded instanceof StudioError) return { id, error: worded };
      return { id, error: new StudioError('io', describeError(error), { place: { file }, cause: error }) };
    }
  }

  /** A place for a state or another file that is being written for an item; its folder is made. */
  async part(id: string): Promise<string> {
    const folder = this.folderOf(id);
    await this.refuseLinks(id);
    await onFile(folder, () => mkdir(folder, { recursive: true }));
    return join(folder, partName(randomBytes(6).toString('hex')));
  }

  /** Gives a written part the name of a state. Throws StudioError `io` and what else writing throws. */
  async adopt(
    id: string,
    part: string,
    state: Pick<KvStored, 'encoding' | 'stateBytes'> & { readonly stateHash?: string },
  ): Promise<KvStored> {
    const hash = await sha256OfFile(part);
    if (hash === undefined) throw new StudioError('io', 'The state is gone.', { place: { file: part } });
    const file = `state-${hash.slice(0, 16)}.bin${state.encoding === 'zstd' ? '.zst' : ''}`;
    const path = join(this.folderOf(id), file);
    return onFile(path, async () => {
      const handle = await open(part, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(part, path);
      await flushFolder(dirname(path));
      const { size } = await stat(path);
      const stamp = await stampOf(path);
      if (stamp) this.verified.set(`${path}\n${hash}`, stamp);
      const { encoding, stateBytes, stateHash = hash } = state;
      return { file, encoding, bytes: size, stateBytes, hash, stateHash };
    });
  }

  /**
   * Changes an item of this machine. One that is not vouched for stays as it is: a seal would make it ours.
   * @throws StudioError `not-found`, `untrusted`, and what writing throws
   */
  async update(id: string, step: (item: KvItem) => KvItem): Promise<KvItem> {
    const kept = await this.find(id);
    if (!kept)
      throw new StudioError('not-found', `There is no KV item "${id}".`, { remedy: 'List the items.' });
    if ('error' in kept) throw kept.error;
    if (!kept.sealed) {
      throw new StudioError('untrusted', 'This KV item was not made on this machine, or was changed since.', {
        place: { file: join(this.folder, id) },
        remedy: 'Build it anew from its text, or remove it.',
      });
    }
    const changed = step(kept.item);
    await this.write(changed);
    return changed;
  }

  /** Writes an item that was made here, and what vouches for it; files that it no longer names are removed. */
  async write(item: KvItem): Promise<void> {
    const folder = this.folderOf(item.id);
    await this.refuseLinks(item.id);
    const before = await this.find(item.id);
    await writeAtomically(join(folder, ITEM_FILE), [formatItem(item, this.sealer.seal(item))]);
    if (before && 'item' in before && before.item.stored.file !== item.stored.file) {
      await rm(join(folder, before.item.stored.file), { force: true });
    }
  }

  async remove(id: string): Promise<void> {
    const folder = this.folderOf(id);
    await this.refuseLinks(id);
    await onFile(folder, async () => {
      // The item first: what stays behind when this is cut off is cleaned away.
      await rm(join(folder, ITEM_FILE), { force: true });
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Path of an item's state as it lies there. */
  stateOf({ id, stored }: KvItem): string {
    return join(this.folderOf(id), stored.file);
  }

  /**
   * Whether the state is what the item says, byte for byte. A file that was found right is read again only when it
   * has been touched since.
   */
  async isWhole(item: KvItem, signal?: AbortSignal): Promise<boolean> {
    const path = this.stateOf(item);
    const mark = `${path}\n${item.stored.hash}`;
    const stamp = await onReading(path, () => stampOf(path));
    if (!stamp || Number(stamp.size) !== item.stored.bytes) return false;
    if (sameStamp(this.verified.get(mark), stamp)) return true;
    if ((await sha256OfFile(path, signal)) !== item.stored.hash) return false;
    if (!sameStamp(await stampOf(path), stamp)) return false;
    this.verified.set(mark, stamp);
    return true;
  }

  /** Removes what processes that ended left half-written. */
  async clean(now: Date): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const id of names.filter((name) => ID.test(name))) {
      const found = await this.find(id);
      if (found && 'error' in found) continue;
      await removeLeftovers(join(this.folder, id), found?.item.stored.file, now.getTime());
    }
  }

  private folderOf(id: string): string {
    if (ID.test(id)) return join(this.folder, id);
    throw new StudioError('bad-argument', `"${id}" is no id of a KV item.`);
  }

  private async refuseLinks(id: string): Promise<void> {
    if (this.cube === undefined) return;
    const folder = join(this.folder, id);
    await refuseLinks([dirname(this.folder), this.folder, folder, join(folder, ITEM_FILE)], this.cube);
  }
}

function tooLarge(file: string, size: number): StudioError {
  return new StudioError('bad-shape', `This KV item has ${size} bytes without its state.`, {
    place: { file },
  });
}

function otherId(file: string, id: string): StudioError {
  return new StudioError('bad-shape', `This KV item says that it is ${id}.`, {
    place: { file },
    remedy: 'Remove it, or build it anew.',
  });
}
