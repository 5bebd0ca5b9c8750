import * as vscode from 'vscode';
import type { Op } from '../../engine/model/change';
import type { CubeHub } from '../cubes/cubeHub';
import type { CubeData } from '../cubes/cubeData';
import { cubeId, cubeUri } from '../cubes/cubeId';
import { documentText } from './memoryText';
import { parseMemoryUri, type MemoryAddress } from './memoryUri';
import { recordEditOps } from './recordEdit';

/**
 * One memory as a text document: Ctrl+S writes it back into its cube, as an undoable edit where the cube
 * is open in its editor and straight into the file where it is not.
 */
export class MemoryFileSystem {
  /** Documents that somebody has asked for, and when their content last changed. */
  private readonly known = new Map<
    string,
    { uri: vscode.Uri; address: MemoryAddress; text: string; mtime: number }
  >();

  constructor(
    private readonly hub: CubeHub,
    private readonly emitter: vscode.EventEmitter<vscode.FileChangeEvent[]>,
  ) {
    hub.onDidChange((cube) => void this.cubeChanged(cube));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, mtime, readOnly } = await this.load(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime,
      size: Buffer.byteLength(text),
      ...(readOnly ? { permissions: vscode.FilePermission.Readonly } : {}),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.load(uri)).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const address = parseMemoryUri(uri);
    const text = Buffer.from(content).toString('utf8');
    await this.hub.use(cubeUri(address.cube), async (cube) => {
      const ops = await this.ops(cube, address, text);
      await cube.edit(ops, vscode.l10n.t('Edit as text'), true);
    });
    await this.load(uri);
  }

  private async ops(cube: CubeData, { key, as }: MemoryAddress, text: string): Promise<Op[]> {
    const memory = await cube.part([key]);
    if (as === 'record') return recordEditOps(memory, key, text);
    const before = memory.fieldRaw(key, ['memory']);
    const after = JSON.stringify(text);
    return before === after ? [] : [{ op: 'update', key, path: ['memory'], before, after }];
  }

  private async load(uri: vscode.Uri): Promise<{ text: string; mtime: number; readOnly: boolean }> {
    const address = parseMemoryUri(uri);
    return this.hub.use(cubeUri(address.cube), async (cube) => {
      const memory = await cube.part([address.key]);
      const { readOnly } = cube;
      if (!memory.has(address.key)) throw vscode.FileSystemError.FileNotFound(uri);
      const text = documentText(memory.text(address.key), memory.format, address.as);
      const old = this.known.get(uri.toString());
      const mtime =
        old === undefined ? Date.now() : old.text === text ? old.mtime : Math.max(Date.now(), old.mtime + 1);
      this.known.set(uri.toString(), { uri, address, text, mtime });
      return { text, mtime, readOnly };
    });
  }

  private async cubeChanged(cube: CubeData): Promise<void> {
    const events: vscode.FileChangeEvent[] = [];
    const mine = [...this.known].filter(([, { address }]) => address.cube === cubeId(cube.uri));
    if (mine.length === 0) return;
    // A store that is away says so where the person looks; its documents stay as they are.
    const memory = await cube.part(mine.map(([, { address }]) => address.key)).catch(() => undefined);
    if (!memory) return;
    for (const [id, { uri, address, text }] of mine) {
      if (!memory.has(address.key)) {
        this.known.delete(id);
        events.push({ type: vscode.FileChangeType.Deleted, uri });
      } else if (documentText(memory.text(address.key), memory.format, address.as) !== text) {
        events.push({ type: vscode.FileChangeType.Changed, uri });
      }
    }
    if (events.length > 0) this.emitter.fire(events);
  }
}
