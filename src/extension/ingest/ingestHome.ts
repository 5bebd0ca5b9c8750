import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { Emitter } from '../../engine/base/events';
import type { AppliedBatch } from '../../engine/ingest/applyBatch';
import { BatchStore } from '../../engine/ingest/batches/batchStore';
import type { AppliedToTarget, IngestTarget } from '../../engine/ingest/targets/target';
import type { TopicPlan } from '../../engine/model/proposal';
import type { CubeData } from '../cubes/cubeData';
import type { CubeHub } from '../cubes/cubeHub';
import { OpenCube } from '../cubes/openCube';
import { engineText } from '../host/engineText';
import { SCHEMES } from '../ids';
import { StoreCube } from '../stores/storeCube';
import type { Stores } from '../stores/stores';
import { parseStoreUri } from '../stores/storeUri';
import { storeFolder } from './storeFolder';
import { saveUnlessEdited, undoable } from './undoable';

/** What reading into a cube and reviewing it need, while the cube is held open; dispose gives it back. */
export interface IngestHome {
  readonly cube: CubeData;
  readonly target: IngestTarget;
  readonly batches: BatchStore;
  /**
   * Applies what is decided on a batch as one Change, as `applyBatch` does. While the cube is open in its editor the
   * Change, and each `undo` and `redo` of it, is a step of the editor's own undo stack; otherwise it is saved at once.
   */
  apply(batch: string, signal?: AbortSignal): Promise<AppliedBatch>;
  /** Throws a batch away; what was applied of it stays. */
  discard(batch: string): Promise<void>;
  /** Makes a plan of topics real in the same way; undefined where nothing is to be done. */
  applyTopics(plan: TopicPlan, signal?: AbortSignal): Promise<AppliedToTarget | undefined>;
  dispose(): void;
}

/** Where what is read into the cubes of this window is kept until it is settled. */
export class IngestHomes {
  private readonly changed = new Emitter<vscode.Uri>();
  /** The batches of a cube are different; carries its address. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly hub: CubeHub,
    private readonly stores: Stores,
    /** Folder of the extension's own, for cubes in stores. */
    private readonly storage: vscode.Uri,
  ) {}

  /** Opens the cube of a text-memory file or at an address in a store; throws as `CubeHub.acquire` does. */
  async acquire(cube: vscode.Uri): Promise<IngestHome> {
    const batches = this.batchesOf(cube);
    const lease = await this.hub.acquire(cube);
    try {
      const target = await targetOf(lease.cube);
      return {
        cube: lease.cube,
        target,
        batches,
        apply: (batch, signal) => this.apply({ cube: lease.cube, target, batches }, batch, signal),
        discard: (batch) => this.discard(cube, batch),
        applyTopics: (plan, signal) => this.applyTopics({ cube: lease.cube, target }, plan, signal),
        dispose: () => lease.dispose(),
      };
    } catch (error) {
      lease.dispose();
      throw error;
    }
  }

  /** The same for as long as some work takes. */
  async use<T>(cube: vscode.Uri, run: (home: IngestHome) => Promise<T>): Promise<T> {
    const home = await this.acquire(cube);
    try {
      return await run(home);
    } finally {
      home.dispose();
    }
  }

  /** The batches of a cube, which need not be open. Throws StudioError `not-found` for a store that is gone. */
  batchesOf(cube: vscode.Uri): BatchStore {
    if (cube.scheme !== SCHEMES.store) return BatchStore.of(dirname(cube.fsPath));
    const { connection: id, tenant } = parseStoreUri(cube);
    const connection = this.stores.connections.find(id);
    if (!connection) {
      throw new StudioError('not-found', vscode.l10n.t('This store is no longer connected.'), {
        remedy: vscode.l10n.t('Connect it again in the Cubes view.'),
      });
    }
    return new BatchStore(join(this.storage.fsPath, 'ingest', storeFolder(connection, tenant)));
  }

  /** Throws a batch of a cube away, which need not be open. */
  async discard(cube: vscode.Uri, batch: string): Promise<void> {
    await this.batchesOf(cube).discard(batch);
    this.tell(cube);
  }

  /** Says that batches of a cube were read, decided on, applied or discarded. */
  tell(cube: vscode.Uri): void {
    this.changed.fire(cube);
  }

  private async apply(
    { cube, target, batches }: Pick<IngestHome, 'cube' | 'target' | 'batches'>,
    id: string,
    signal: AbortSignal | undefined,
  ): Promise<AppliedBatch> {
    const { applyBatch } = await import('../../engine/ingest/applyBatch');
    const save = () => saveUnlessEdited(cube);
    const applied = await applyBatch(batches, id, target, { signal, save });
    const tell = () => this.tell(cube.uri);
    if (applied.change) return undoable(cube, engineText(applied.change.reason), applied, tell);
    tell();
    return applied;
  }

  private async applyTopics(
    { cube, target }: Pick<IngestHome, 'cube' | 'target'>,
    plan: TopicPlan,
    signal: AbortSignal | undefined,
  ): Promise<AppliedToTarget | undefined> {
    const { applyTopics } = await import('../../engine/ingest/topics/applyTopics');
    const applied = await applyTopics(target, plan, signal);
    if (!applied) return undefined;
    try {
      await saveUnlessEdited(cube);
    } catch (error) {
      await applied.undo();
      throw error;
    }
    return undoable(cube, engineText(applied.change.reason), applied, () => undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** What is known of a cube as a target; what the engine needs for stores is loaded with the first of them. */
async function targetOf(cube: CubeData): Promise<IngestTarget> {
  if (cube instanceof OpenCube) {
    const { cubeTarget } = await import('../../engine/ingest/targets/cubeTarget');
    return cubeTarget(cube.session);
  }
  if (cube instanceof StoreCube) {
    const { storeTarget } = await import('../../engine/ingest/targets/storeTarget');
    return storeTarget(cube.store, cube.live.editor);
  }
  throw new StudioError('unsupported', vscode.l10n.t('Nothing can be read into {0}.', cube.name));
}
