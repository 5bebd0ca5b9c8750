import neo4j, { type Driver, type ManagedTransaction, type Session } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import { Emitter, type Disposable } from '../../base/events';
import { formatNeo4jAddress, type Neo4jAddress, type Neo4jCredentials } from './address';
import { isAway, toStudioError } from './problems';
import { lookAt, type ServerInfo } from './server';

/** `away`: it could not be reached; `retrying`: it is being tried again now. */
export type ConnectionState = 'connected' | 'away' | 'retrying';

export interface ConnectOptions {
  readonly address: Neo4jAddress;
  readonly credentials: Neo4jCredentials;
  /** How long one operation is tried again before it fails, ms; 5,000 where left out. */
  readonly retryFor?: number | undefined;
  /** First and longest pause between attempts to reach a server that is away, ms. */
  readonly backOff?: { readonly first: number; readonly longest: number } | undefined;
}

/**
 * A connection to one database. Work runs in managed transactions, which the driver tries again with growing
 * pauses; bookmarks make each see what was written before. While the server is away, writing is refused.
 */
export class Neo4jConnection implements Disposable {
  private readonly bookmarks = neo4j.bookmarkManager();
  private readonly states = new Emitter<ConnectionState>();
  private readonly open = new Set<Session>();
  private current: ConnectionState = 'connected';
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;

  readonly onState = this.states.event;

  private constructor(
    readonly address: Neo4jAddress,
    private readonly driver: Driver,
    readonly server: ServerInfo,
    private readonly backOff: { readonly first: number; readonly longest: number },
  ) {}

  /**
   * Connects and looks what answers. Rejects with `unavailable`, `unauthorized`, `not-found` (no such database)
   * or `unsupported` (a server that is too old).
   */
  static async connect(options: ConnectOptions): Promise<Neo4jConnection> {
    const { address, credentials, retryFor = 5000, backOff = { first: 500, longest: 30_000 } } = options;
    const { user, password } = credentials;
    const place = formatNeo4jAddress(address);
    try {
      const settings = {
        userAgent: 'memcube-studio',
        connectionTimeout: 5000,
        connectionAcquisitionTimeout: 10_000,
        maxConnectionPoolSize: 10,
        maxTransactionRetryTime: retryFor,
        telemetryDisabled: true,
      };
      const driver = neo4j.driver(address.uri, neo4j.auth.basic(user, password), settings);
      try {
        return new Neo4jConnection(address, driver, await lookAt(driver, address.database, place), backOff);
      } catch (error) {
        await driver.close();
        throw error;
      }
    } catch (error) {
      throw toStudioError(error, place);
    }
  }

  get state(): ConnectionState {
    return this.current;
  }

  read<T>(work: (tx: ManagedTransaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.run((session) => session.executeRead(work), signal);
  }

  write<T>(work: (tx: ManagedTransaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.current !== 'connected') return Promise.reject(this.refusal());
    return this.run((session) => session.executeWrite(work), signal);
  }

  /** One statement in a transaction of its own, for indexes. */
  async schema(cypher: string): Promise<void> {
    if (this.current !== 'connected') throw this.refusal();
    await this.run(async (session) => (await session.run(cypher)).summary, undefined);
  }

  private async run<T>(work: (session: Session) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    const settings = { database: this.address.database, bookmarkManager: this.bookmarks };
    const session = this.driver.session(settings);
    this.open.add(session);
    const stop = () => void session.close().catch(() => undefined);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const result = await work(session);
      signal?.throwIfAborted();
      this.enter('connected');
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      if (isAway(error)) this.lost();
      throw toStudioError(error, formatNeo4jAddress(this.address));
    } finally {
      signal?.removeEventListener('abort', stop);
      this.open.delete(session);
      await session.close().catch(() => undefined);
    }
  }

  private refusal(): StudioError {
    return new StudioError('unavailable', 'The Neo4j server is away, so nothing can be changed now.', {
      remedy: 'Nothing was queued. Edit again when the connection is back.',
      place: { file: formatNeo4jAddress(this.address) },
    });
  }

  private enter(state: ConnectionState): void {
    if (this.disposed || this.current === state) return;
    this.current = state;
    if (state === 'connected') clearTimeout(this.timer);
    this.states.fire(state);
  }

  private lost(): void {
    if (this.disposed || this.current !== 'connected') return;
    this.enter('away');
    this.tryAgain(this.backOff.first);
  }

  private tryAgain(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.enter('retrying');
      void this.driver.verifyConnectivity({ database: this.address.database }).then(
        () => this.enter('connected'),
        () => {
          if (this.disposed || this.current === 'connected') return;
          this.enter('away');
          this.tryAgain(Math.min(pause * 2, this.backOff.longest));
        },
      );
    }, pause);
    this.timer.unref();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.states.dispose();
    void Promise.allSettled([...this.open].map((session) => session.close())).then(() => this.driver.close());
  }
}
