import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, StudioError } from '../../base/errors';
import { errnoOf, fileError, onFile, onReading } from '../../cube/files/fileError';
import { sameStamp, sha256OfFile, stampOf, type FileStamp } from '../../cube/files/fileStamp';
import type { MachineSeal } from '../../cube/files/machineSeal';
import { refuseLinks } from '../../cube/files/refuseLinks';
import { flushFolder, writeAtomically } from '../../cube/files/writeAtomically';
import type { AdapterApproval, AdapterItem } from '../../model/loraItem';
import { formatItem, itemText, parseItem } from './itemFile';

export const ADAPTER_FILE = 'adapter.gguf';
export const ITEM_FILE = 'adapter.json';
/** The training set, as `TrainingSet` of `model/distil.ts`, and the report of its evaluation, where there are such. */
export const TRAINING_FILE = 'training.json';
export const REPORT_FILE = 'report.json';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST_ITEM = 64 << 20;
const PART = /^\.new-[0-9a-f]{12}$/;
/** A new adapter that is older than this was cut off while it was added. */
const LEFT_AFTER_MS = 3_600_000;

/** An adapter as it lies on the disk; `sealed` tells that this machine wrote what is said of it. */
export type KeptAdapter =
  | { readonly id: string; readonly item: AdapterItem; readonly sealed: boolean }
  | { readonly id: string; readonly error: StudioError };

/**
 * The adapters of one cube: a folder each with `adapter.gguf` and `adapter.json`. A new one gets its name when it is
 * whole, so that at every moment it is there or not.
 */
export class AdapterStore {
  /** Files whose hashes were found right, as they were then. */
  private readonly verified = new Map<string, FileStamp>();

  /** @param cube folder of the cube, where the adapters lie in it: then no link is followed out of it. */
  constructor(
    readonly folder: string,
    private readonly seal: MachineSeal,
    private readonly cube?: string,
  ) {}

  /** The adapters of a cube in a folder. */
  static of(cubeFolder: string, seal: MachineSeal): AdapterStore {
    return new AdapterStore(join(cubeFolder, '.memcube', 'lora'), seal, cubeFolder);
  }

  /** All adapters, oldest first, those that cannot be read last. Throws StudioError `io`. */
  async list(): Promise<KeptAdapter[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw fileError(error, this.folder, 'read');
    });
    const kept: KeptAdapter[] = [];
    for (const id of names.filter((name) => ID.test(name))) {
      const found = await this.find(id);
      if (found) kept.push(found);
    }
    const age = (each: KeptAdapter): string => ('item' in each ? each.item.createdAt : '~');
    return kept.sort((a, b) => (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : a.id < b.id ? -1 : 1));
  }

  /** One adapter, or undefined where there is none of this id. */
  async find(id: string): Promise<KeptAdapter | undefined> {
    if (!ID.test(id)) return undefined;
    const file = join(this.folder, id, ITEM_FILE);
    try {
      await this.refuseLinks(id);
      const { item, seal } = parseItem(await readSmall(file), file);
      if (item.id !== id) throw otherId(file, item.id);
      return { id, item, sealed: this.seal.vouches(itemText(item), seal) };
    } catch (error) {
      const worded = fileError(error, file, 'read');
      if (worded instanceof StudioError && worded.code === 'not-found') return undefined;
      if (worded instanceof StudioError) return { id, error: worded };
      return { id, error: new StudioError('io', describeError(error), { place: { file }, cause: error }) };
    }
  }

  /** One adapter that can be read; throws StudioError `not-found` and what it cannot be read for. */
  async get(id: string): Promise<{ item: AdapterItem; sealed: boolean }> {
    const kept = await this.find(id);
    if (kept === undefined) {
      throw new StudioError('not-found', `There is no adapter "${id}".`, {
        place: { file: this.folder },
        remedy: 'List the adapters of the cube.',
      });
    }
    if ('error' in kept) throw kept.error;
    return kept;
  }

  /** Path of an adapter's file. */
  fileOf(id: string): string {
    return join(this.folderOf(id), ADAPTER_FILE);
  }

  /**
   * Takes a copy of a GGUF file in. `describe` gets the copy, looks at it and says what it is; when it throws, nothing
   * is kept. `files` are written beside it, by name.
   * @throws StudioError `not-found`, `no-space`, `read-only`, `path-escape` and what `describe` throws
   */
  async add(
    source: string,
    describe: (copy: { path: string; bytes: number; sha256: string }) => Promise<AdapterItem>,
    files: ReadonlyMap<string, string> = new Map(),
  ): Promise<AdapterItem> {
    await refuseLinks(this.parents(), this.cube ?? this.folder);
    await this.removeLeftovers();
    const part = join(this.folder, `.new-${randomBytes(6).toString('hex')}`);
    try {
      return await onFile(part, async () => {
        await mkdir(part, { recursive: true });
        const path = join(part, ADAPTER_FILE);
        await onReading(source, () => stat(source));
        await copyFile(source, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
        const [{ size }, sha256] = [await stat(path), await sha256OfFile(path)];
        const item = await describe({ path, bytes: size, sha256: sha256 ?? '' });
        for (const [name, text] of files) await writeAtomically(join(part, name), [text]);
        await writeAtomically(join(part, ITEM_FILE), [formatItem(item, this.seal.seal(itemText(item)))]);
        await rename(part, this.folderOf(item.id));
        await flushFolder(this.folder);
        return item;
      });
    } catch (error) {
      await rm(part, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Keeps what a person decided. A decision on an adapter that this machine did not vouch for makes it vouch, so its
   * file must be the one that is described; it counts as brought from elsewhere then.
   * @throws StudioError `not-found`, `bad-adapter` where the file is another one, and what writing throws
   */
  async decide(id: string, approval: AdapterApproval): Promise<AdapterItem> {
    const { item, sealed } = await this.get(id);
    if (approval === 'approved') await this.requireSameFile(item);
    const decided: AdapterItem = { ...item, origin: sealed ? item.origin : 'imported', approval };
    const text = formatItem(decided, this.seal.seal(itemText(decided)));
    await writeAtomically(join(this.folderOf(id), ITEM_FILE), [text]);
    return decided;
  }

  /** Throws StudioError `bad-adapter` where an adapter's file is not the one that was described. */
  async requireSameFile({ id, sha256 }: AdapterItem): Promise<void> {
    const path = this.fileOf(id);
    await this.refuseLinks(id);
    const stamp = await onReading(path, () => stampOf(path));
    if (stamp && sameStamp(stamp, this.verified.get(`${path}\n${sha256}`))) return;
    const found = await sha256OfFile(path);
    if (found === sha256) {
      if (stamp) this.verified.set(`${path}\n${sha256}`, stamp);
      return;
    }
    throw new StudioError(
      'bad-adapter',
      found === undefined
        ? 'The file of this adapter is gone.'
        : 'The file of this adapter is not the one that it was.',
      { place: { file: path }, remedy: 'Remove the adapter, and import or train it again.' },
    );
  }

  /** The text of a file beside an adapter, or undefined where there is none. */
  async fileBeside(id: string, name: string): Promise<string | undefined> {
    const path = join(this.folderOf(id), name);
    await refuseLinks([path], this.cube ?? this.folder);
    try {
      return await readSmall(path);
    } catch (error) {
      if (error instanceof StudioError && error.code === 'not-found') return undefined;
      throw error;
    }
  }

  /** Removes an adapter and what is beside it. */
  async remove(id: string): Promise<void> {
    await this.get(id).catch((error: unknown) => {
      if (error instanceof StudioError && error.code === 'not-found') throw error;
    });
    const folder = this.folderOf(id);
    await this.refuseLinks(id);
    await onFile(folder, async () => {
      // The description first: without it the rest is no adapter any more, should this be cut off.
      await rm(join(folder, ITEM_FILE), { force: true });
      await rm(folder, { recursive: true, force: true });
    });
  }

  private folderOf(id: string): string {
    if (ID.test(id)) return join(this.folder, id);
    throw new StudioError('bad-argument', `${JSON.stringify(id)} is no id of an adapter.`);
  }

  private parents(): string[] {
    return this.cube === undefined ? [] : [join(this.cube, '.memcube'), this.folder];
  }

  private refuseLinks(id: string): Promise<void> {
    const folder = this.folderOf(id);
    const own = [folder, join(folder, ITEM_FILE), join(folder, ADAPTER_FILE)];
    return refuseLinks([...this.parents(), ...own], this.cube ?? this.folder);
  }

  private async removeLeftovers(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      if (!PART.test(name)) continue;
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > LEFT_AFTER_MS)
        await rm(path, { recursive: true, force: true });
    }
  }
}

async function readSmall(path: string): Promise<string> {
  return onReading(path, async () => {
    const { size } = await stat(path);
    if (size <= LARGEST_ITEM) return readFile(path, 'utf8');
    throw new StudioError('bad-shape', `A description of ${size} bytes; 64 MiB are accepted.`, {
      place: { file: path },
      remedy: 'Remove the adapter and import it again.',
    });
  });
}

function otherId(file: string, id: string): StudioError {
  return new StudioError('bad-shape', `This is the description of the adapter "${id}".`, {
    place: { file },
    remedy: 'Give its folder that name, or remove it.',
  });
}
