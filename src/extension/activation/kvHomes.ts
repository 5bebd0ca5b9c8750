import * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { Emitter } from '../../engine/base/events';
import { Sealer } from '../../engine/activation/items/seal';
import { Turns } from '../../engine/activation/manage/turns';
import { Capabilities } from '../../engine/activation/model/capabilities';
import { FileHashes } from '../../engine/activation/model/fileHashes';
import { userDataFolder } from '../../engine/cube/files/userDataFolder';
import type { ChatModel } from '../../engine/inference/ports';
import type { CubeHub } from '../cubes/cubeHub';
import { cubeId } from '../cubes/cubeId';
import { setting } from '../host/settings';
import type { ModelService } from '../models/modelService';
import { KvHome, type KvShared } from './kvHome';
import { kvModelOf, openKvModel, requireKvModel } from './kvModel';

/** What activation memory needs from the rest of the extension. */
export interface KvServices {
  readonly context: EngineContext;
  readonly hub: CubeHub;
  readonly chats: ModelService<ChatModel>;
}

/** The activation memory of the cubes of this window; a cube that was asked for stays open. */
export class KvHomes implements vscode.Disposable {
  private readonly homes = new Map<string, Promise<KvHome>>();
  private readonly changed = new Emitter<vscode.Uri>();
  /** The items of a cube are different, or computed on; carries its address. */
  readonly onDidChange = this.changed.event;
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/.memcube/kv/*/item.json');
  private readonly subscriptions: { dispose(): unknown }[];
  private sharing: Promise<KvShared> | undefined;

  constructor(private readonly services: KvServices) {
    const { chats } = services;
    const again = (): void => this.each((home) => home.refresh());
    this.subscriptions = [
      this.watcher,
      this.watcher.onDidCreate(again),
      this.watcher.onDidChange(again),
      this.watcher.onDidDelete(again),
      chats.onDidChangeModel(() => this.each((home) => home.modelChanged())),
      chats.onDidChange(() => this.each((home) => home.processChanged())),
      this.changed,
    ];
  }

  /** The home of a cube; throws as `CubeHub.acquire` does. */
  of(cube: vscode.Uri): Promise<KvHome> {
    const id = cubeId(cube);
    let home = this.homes.get(id);
    if (!home) {
      home = this.open(cube);
      this.homes.set(id, home);
      home.catch(() => this.homes.delete(id));
    }
    return home;
  }

  private async open(cube: vscode.Uri): Promise<KvHome> {
    const shared = await (this.sharing ??= this.share());
    const home = new KvHome(await this.services.hub.acquire(cube), shared);
    home.onDidChange(() => this.changed.fire(cube));
    return home;
  }

  private async share(): Promise<KvShared> {
    const { context, chats } = this.services;
    const folder = userDataFolder();
    return {
      context,
      sealer: await Sealer.open(folder),
      hashes: new FileHashes(folder),
      capabilities: new Capabilities(folder, () => context.now()),
      turns: new Turns(),
      inUse: { home: undefined },
      budgetBytes: () => setting('memcube.activation.budget') * 2 ** 20,
      model: () => kvModelOf(chats),
      ready: () => openKvModel(chats),
      require: () => requireKvModel(chats),
    };
  }

  private each(run: (home: KvHome) => void): void {
    for (const home of this.homes.values()) void home.then(run, () => undefined);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.each((home) => home.dispose());
    this.homes.clear();
  }
}
