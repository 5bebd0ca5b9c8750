import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { Emitter } from '../../engine/base/events';
import { KvStore, type KeptItem } from '../../engine/activation/items/kvStore';
import type { Sealer } from '../../engine/activation/items/seal';
import { KvManager } from '../../engine/activation/manage/kvManager';
import type { Turns } from '../../engine/activation/manage/turns';
import type { Capabilities } from '../../engine/activation/model/capabilities';
import type { FileHashes } from '../../engine/activation/model/fileHashes';
import type { KvPrompt } from '../../engine/activation/prompt/template';
import type { LlamaProcess } from '../../engine/inference/llama/llamaProcess';
import type { ChatModel, KvRuntime } from '../../engine/inference/ports';
import type { KvItem, KvRow } from '../../engine/model/kvItem';
import type { KvModel, KvState } from '../../protocol/kvInspector';
import type { CubeLease } from '../cubes/cubeHub';
import { OpenCube } from '../cubes/openCube';
import { absentRuntime } from './absentRuntime';
import { KvAsks } from './kvAsks';
import { KvJobs } from './kvJobs';
import { standingReason } from './outcomeText';
import { promptOf } from './promptOf';
import { SourceTexts } from './sourceTexts';

/** What all homes share. */
export interface KvShared {
  readonly context: EngineContext;
  readonly sealer: Sealer;
  readonly hashes: FileHashes;
  readonly capabilities: Capabilities;
  /** Work on the one model of the window is done one after the other, whatever cube it is for. */
  readonly turns: Turns;
  /** Whose items are in the slots of that model. */
  readonly inUse: { home: KvHome | undefined };
  readonly budgetBytes: () => number;
  readonly model: () => KvModel;
  /** The model where it is open; it is not opened for that. */
  readonly ready: () => (ChatModel & KvRuntime) | undefined;
  /** The model, opened first; throws StudioError `untrusted`, `unavailable`. */
  readonly require: () => Promise<ChatModel & KvRuntime>;
}

/** First slot that items are held in; the one before is for everybody else, and for answers without an item. */
const FIRST_SLOT = 1;

/** The activation memory of one cube in this window: its items as they stand, and what is done with them. */
export class KvHome {
  readonly jobs = new KvJobs();
  readonly asks: KvAsks;
  private readonly store: KvStore;
  private readonly texts: SourceTexts;
  private readonly changed = new Emitter<void>();
  /** Something about the items, their memories or their progress is different. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: { dispose(): void }[];
  private held: { readonly runtime: KvRuntime | undefined; readonly manager: KvManager } | undefined;
  private listed: Promise<readonly KvRow[]> | undefined;
  private ended = true;

  constructor(
    private readonly lease: CubeLease,
    readonly shared: KvShared,
  ) {
    const { cube } = lease;
    const folder = join(cube.sidecar, 'kv');
    const own = cube instanceof OpenCube ? cube.session.cube.folder : undefined;
    this.store = new KvStore(folder, shared.sealer, own);
    this.texts = new SourceTexts(cube);
    this.asks = new KvAsks(this);
    this.subscriptions = [
      cube.onDidChange(() => {
        this.texts.forget();
        this.refresh();
      }),
      this.jobs.onDidChange(() => this.changed.fire()),
    ];
  }

  get cube() {
    return this.lease.cube;
  }

  get uri(): vscode.Uri {
    return this.lease.cube.uri;
  }

  /** The items, read from the disk when something has changed. */
  rows(): Promise<readonly KvRow[]> {
    const listed = (this.listed ??= this.list());
    listed.catch(() => {
      if (this.listed === listed) this.listed = undefined;
    });
    return listed;
  }

  private async list(): Promise<readonly KvRow[]> {
    await this.texts.read(await this.store.list());
    const rows = await this.manager().rows();
    return rows.map((row) => ({ ...row, reason: standingReason(row) }));
  }

  async state(): Promise<KvState> {
    const { shared, jobs, cube } = this;
    return {
      ...{ cube: cube.name, readOnly: cube.readOnly, rows: await this.rows(), jobs: jobs.list() },
      ...{ budgetBytes: shared.budgetBytes(), model: shared.model() },
    };
  }

  /** The items that can be read, as they lie there. */
  async items(): Promise<KvItem[]> {
    return (await this.store.list()).flatMap((kept) => ('item' in kept ? [kept.item] : []));
  }

  /** An item as it lies there; undefined where it is gone. */
  find(id: string): Promise<KeptItem | undefined> {
    return this.store.find(id);
  }

  /** Path of an item's state. */
  stateOf(item: KvItem): string {
    return this.store.stateOf(item);
  }

  /** A place for a file that is made of an item for a while. */
  part(id: string): Promise<string> {
    return this.store.part(id);
  }

  /** Everything is looked at again. */
  refresh(): void {
    this.listed = undefined;
    this.changed.fire();
  }

  /** Another model, or none: what was in memory is not there any more. */
  modelChanged(): void {
    this.drop();
    this.refresh();
  }

  /** The process of the model works, rests or has ended; with it goes what was in memory. */
  processChanged(): void {
    const ended = this.held?.runtime !== undefined && hasEnded(this.held.runtime);
    if (ended && !this.ended) this.modelChanged();
    this.ended = ended;
  }

  /** Forgets what is in the slots of the model: somebody else has used them. */
  drop(): void {
    this.held?.manager.dispose();
    this.held = undefined;
    this.listed = undefined;
  }

  /** The manager for the model as it is; without one it lists, pins and removes. */
  manager(): KvManager {
    const runtime = this.shared.ready();
    if (this.held && this.held.runtime === runtime) return this.held.manager;
    this.drop();
    const { context, hashes, capabilities, budgetBytes, model } = this.shared;
    const manager = new KvManager({
      runtime: runtime ?? absentRuntime(() => model().reason),
      ...{ store: this.store, hashes, capabilities, context, memory: this.texts.of },
      ...{ budgetBytes: budgetBytes(), firstSlot: FIRST_SLOT },
    });
    manager.onChanged(() => this.refresh());
    this.held = { runtime, manager };
    return manager;
  }

  /** Does something with the model, opened first; nobody else uses its slots meanwhile. */
  async withModel<T>(work: (manager: KvManager, runtime: ChatModel & KvRuntime) => Promise<T>): Promise<T> {
    const runtime = await this.shared.require();
    const { turns, inUse } = this.shared;
    return turns.run(() => {
      if (inUse.home !== this) inUse.home?.modelChanged();
      inUse.home = this;
      return work(this.manager(), runtime);
    });
  }

  /** Builds a new item; what another one has of its beginning is taken over. */
  build(prompt: KvPrompt, signal?: AbortSignal): Promise<KvItem> {
    return this.jobs.run(
      null,
      prompt.title,
      (onProgress, ending) =>
        this.withModel((manager) => manager.build(prompt, { onProgress, signal: ending })),
      signal,
    );
  }

  /** Builds an item anew from its sources as they are now; the old one stays until the new one is whole. */
  async rebuild(id: string, signal?: AbortSignal): Promise<KvItem> {
    const before = await this.manager().item(id);
    const prompt = await promptOf(this.cube, before);
    return this.jobs.run(
      id,
      before.title,
      (onProgress, ending) =>
        this.withModel((manager) => manager.rebuild(id, prompt, { onProgress, signal: ending })),
      signal,
    );
  }

  async wake(id: string): Promise<void> {
    const { title } = await this.manager().item(id);
    await this.jobs.run(id, title, (onProgress, signal) =>
      this.withModel((manager) => manager.wake(id, { onProgress, signal })),
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.jobs.dispose();
    this.asks.dispose();
    this.drop();
    this.changed.dispose();
    this.lease.dispose();
  }
}

function hasEnded(runtime: KvRuntime): boolean {
  if (!('process' in runtime)) return false;
  const { status } = runtime.process as LlamaProcess;
  return status.state === 'stopped' || status.state === 'failed';
}
