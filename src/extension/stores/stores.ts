import * as vscode from 'vscode';
import type { EngineContext } from '../../engine/base/context';
import { StudioError, isAbort } from '../../engine/base/errors';
import { Emitter } from '../../engine/base/events';
import { errorText } from '../host/engineText';
import { requireTrust } from '../host/trust';
import type { Connection, Connections } from './connections';
import { openStore, tenantsOf, type Reach, type Tenant } from './openStore';
import { StoreCube } from './storeCube';
import { parseStoreUri } from './storeUri';

/** How a connection does, for the tree. */
export type ConnectionState =
  | { readonly is: 'unknown' | 'connecting' | 'connected' }
  | { readonly is: 'away' | 'retrying'; readonly message: string };

/** Pauses before a store that is away is tried again, ms. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30_000;

/** The stores of this window: what they offer, how they are reached, and the cubes opened in them. */
export class Stores implements vscode.Disposable {
  private readonly states = new Map<string, ConnectionState>();
  private readonly listing = new Map<string, Promise<readonly Tenant[]>>();
  /** When a store that was away is tried again. */
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly changed = new Emitter<string>();
  /** A connection has another state, or is to be listed again; carries its id. */
  readonly onDidChange = this.changed.event;
  private readonly subscription: { dispose(): void };

  constructor(
    readonly connections: Connections,
    private readonly context: EngineContext,
    /** Folder of the extension's own, for the history of what is changed here. */
    private readonly storage: vscode.Uri,
  ) {
    this.subscription = connections.onDidChange(({ id }) => this.refresh(id));
  }

  stateOf({ id }: Connection): ConnectionState {
    return this.states.get(id) ?? { is: 'unknown' };
  }

  /** The cubes of a connection, asked for once until `refresh`. */
  tenants(connection: Connection): Promise<readonly Tenant[]> {
    mustBeTrusted();
    const known = this.listing.get(connection.id);
    if (known) return known;
    this.enter(connection.id, { is: 'connecting' });
    const listing = this.list(connection);
    this.listing.set(connection.id, listing);
    return listing;
  }

  private async list(connection: Connection): Promise<readonly Tenant[]> {
    try {
      const tenants = await tenantsOf(connection, await this.connections.password(connection.id));
      this.enter(connection.id, { is: 'connected' });
      return tenants;
    } catch (error) {
      this.failed(connection.id, error);
      throw error;
    }
  }

  /** A store that is away is tried again, with growing pauses, until it answers or refuses. */
  private failed(id: string, error: unknown, pause = FIRST_PAUSE): void {
    this.enter(id, { is: 'away', message: errorText(error) });
    if (!(error instanceof StudioError) || error.code !== 'unavailable') return;
    clearTimeout(this.timers.get(id));
    this.timers.set(
      id,
      setTimeout(() => void this.tryAgain(id, pause), pause),
    );
  }

  private async tryAgain(id: string, pause: number): Promise<void> {
    const connection = this.connections.find(id);
    const state = this.states.get(id);
    if (!connection || state?.is !== 'away') return;
    this.enter(id, { ...state, is: 'retrying' });
    try {
      const tenants = await tenantsOf(connection, await this.connections.password(id));
      this.listing.set(id, Promise.resolve(tenants));
      this.enter(id, { is: 'connected' });
    } catch (error) {
      if (this.states.get(id)?.is === 'retrying') this.failed(id, error, Math.min(pause * 2, LONGEST_PAUSE));
    }
  }

  /** Looks at a connection again. */
  refresh(id: string): void {
    clearTimeout(this.timers.get(id));
    this.listing.delete(id);
    this.states.delete(id);
    this.changed.fire(id);
  }

  /** Opens the cube at an address; throws StudioError `not-found`, and as the store does. */
  async open(uri: vscode.Uri): Promise<StoreCube> {
    mustBeTrusted();
    const { connection: id, tenant } = parseStoreUri(uri);
    const connection = this.connections.find(id);
    if (!connection) {
      throw new StudioError('not-found', vscode.l10n.t('This store is no longer connected.'), {
        remedy: vscode.l10n.t('Connect it again in the Cubes view.'),
      });
    }
    try {
      const opened = await openStore(connection, tenant, await this.connections.password(id));
      const folder = vscode.Uri.joinPath(this.storage, 'stores', id, encodeURIComponent(tenant ?? '')).fsPath;
      const cube = new StoreCube(opened, uri, this.context, folder);
      opened.onReach((reach) => this.reached(id, reach, cube));
      this.enter(id, { is: 'connected' });
      return cube;
    } catch (error) {
      if (!isAbort(error)) this.failed(id, error);
      throw error;
    }
  }

  private reached(id: string, reach: Reach, cube: StoreCube): void {
    if (reach === 'connected') {
      this.listing.delete(id);
      this.enter(id, { is: 'connected' });
      cube.lookAgain();
    } else {
      this.enter(id, {
        is: reach,
        message: vscode.l10n.t(
          'The store is away. It is tried again by itself; edits are refused until then.',
        ),
      });
    }
  }

  private enter(id: string, state: ConnectionState): void {
    const before = this.states.get(id);
    this.states.set(id, state);
    if (before?.is !== state.is) this.changed.fire(id);
  }

  dispose(): void {
    this.subscription.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.changed.dispose();
  }
}

/** Stores are other places: a workspace that is not trusted does not lead there. */
export function mustBeTrusted(): void {
  requireTrust(vscode.l10n.t('In Restricted Mode no store is connected.'));
}
