import * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { StudioError } from '../../engine/base/errors';
import { Emitter } from '../../engine/base/events';
import { CubeSession } from '../../engine/cube/session/cubeSession';
import { withProgress } from '../host/boundary';
import { SCHEMES } from '../ids';
import type { CubeData } from './cubeData';
import { cubeId } from './cubeId';
import { OpenCube } from './openCube';

/** A claim on an open cube; the cube closes a while after the last one is given back. */
export interface CubeLease {
  readonly cube: CubeData;
  dispose(): void;
}

interface Entry {
  readonly opening: Promise<CubeData>;
  cube: CubeData | undefined;
  leases: number;
  timer: NodeJS.Timeout | undefined;
}

/** Files above this size are opened with a progress notification. */
const SLOW_BYTES = 20 * 1024 * 1024;
const LINGER_MS = 5000;

/** The cubes that are open in this window, one session each, shared by everything that shows them. */
export class CubeHub implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = new Emitter<CubeData>();
  /** A cube was opened, closed or changed. */
  readonly onDidChange = this.changed.event;

  private readonly opened = new Emitter<CubeData>();
  /** A cube was opened that was not open before. */
  readonly onDidOpen = this.opened.event;

  /** @param openStore opens the cube at an address in a store. */
  constructor(
    readonly context: EngineContext,
    private readonly openStore: (uri: vscode.Uri) => Promise<CubeData>,
  ) {}

  /** Opens the cube of a text-memory file or at an address in a store, or joins those who have it open. */
  async acquire(uri: vscode.Uri): Promise<CubeLease> {
    const key = cubeId(uri);
    let entry = this.entries.get(key);
    if (!entry) {
      entry = { opening: this.open(uri), cube: undefined, leases: 0, timer: undefined };
      this.entries.set(key, entry);
    }
    clearTimeout(entry.timer);
    entry.leases++;
    try {
      entry.cube = await entry.opening;
    } catch (error) {
      this.entries.delete(key);
      throw error;
    }
    const held = entry;
    let given = false;
    return {
      cube: entry.cube,
      dispose: () => {
        if (given) return;
        given = true;
        held.leases--;
        if (held.leases === 0) held.timer = setTimeout(() => this.close(key, held), LINGER_MS);
      },
    };
  }

  /** Runs something with a cube that is open only as long as it takes. */
  async use<T>(uri: vscode.Uri, run: (cube: CubeData) => Promise<T> | T): Promise<T> {
    const lease = await this.acquire(uri);
    try {
      return await run(lease.cube);
    } finally {
      lease.dispose();
    }
  }

  /** The same for what only a cube in a folder can do; throws StudioError `unsupported` for others. */
  useFolder<T>(uri: vscode.Uri, run: (cube: OpenCube) => Promise<T> | T): Promise<T> {
    return this.use(uri, (cube) => {
      if (cube instanceof OpenCube) return run(cube);
      throw new StudioError('unsupported', vscode.l10n.t('{0} is not in a folder.', cube.name), {
        remedy: vscode.l10n.t('Copy it into a folder first.'),
      });
    });
  }

  /** The cube at an address if it is open. */
  peek(uri: vscode.Uri): CubeData | undefined {
    return this.entries.get(cubeId(uri))?.cube;
  }

  /** The open cubes in folders. */
  *folders(): Generator<OpenCube> {
    for (const { cube } of this.entries.values()) if (cube instanceof OpenCube) yield cube;
  }

  private async open(uri: vscode.Uri): Promise<CubeData> {
    const cube = uri.scheme === SCHEMES.store ? await this.openStore(uri) : await this.openFolder(uri);
    cube.onDidChange(() => this.changed.fire(cube));
    setTimeout(() => this.opened.fire(cube), 0);
    return cube;
  }

  private async openFolder(uri: vscode.Uri): Promise<OpenCube> {
    const { size } = await vscode.workspace.fs.stat(uri);
    const started = performance.now();
    const session =
      size > SLOW_BYTES
        ? await withProgress(vscode.l10n.t('Opening MemCube…'), (signal, onProgress) =>
            CubeSession.open(this.context, uri.fsPath, { signal, onProgress }),
          )
        : await CubeSession.open(this.context, uri.fsPath, {});
    this.context.log.info(
      `opened ${uri.fsPath}: ${session.memory.size} memories in ${(performance.now() - started).toFixed(0)} ms`,
    );
    return new OpenCube(session, uri, this.context);
  }

  private close(key: string, entry: Entry): void {
    if (entry.leases > 0 || this.entries.get(key) !== entry) return;
    this.entries.delete(key);
    entry.cube?.dispose();
  }

  dispose(): void {
    for (const { cube, timer } of this.entries.values()) {
      clearTimeout(timer);
      cube?.dispose();
    }
    this.entries.clear();
    this.changed.dispose();
    this.opened.dispose();
  }
}
