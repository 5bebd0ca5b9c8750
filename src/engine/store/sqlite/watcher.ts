import { Emitter, type Disposable } from '../../base/events';
import type { StoreEvent } from '../port';
import type { Connection } from './connection';
import { idsOf } from './rows';

const INTERVAL_MS = 400;
const MOST_IDS = 1000;

/**
 * Tells of writes: own ones at once, those of other connections when `data_version` has moved. Looks only while
 * somebody listens, and keeps no process alive.
 */
export class Watcher implements Disposable {
  private readonly events = new Emitter<StoreEvent>();
  private listeners = 0;
  private timer: NodeJS.Timeout | undefined;
  private dataVersion = 0;
  private seen = 0;

  constructor(private readonly connection: Connection) {}

  subscribe(listener: (event: StoreEvent) => void): Disposable {
    const listening = this.events.event(listener);
    this.listeners++;
    this.start();
    let given = false;
    return {
      dispose: () => {
        if (given) return;
        given = true;
        listening.dispose();
        this.listeners--;
        if (this.listeners === 0) this.stop();
      },
    };
  }

  /** Tells of an own write. */
  own(ids: readonly string[]): void {
    if (this.listeners === 0) return;
    // Looks for others' writes first, so that the own one is not taken for theirs.
    this.look(new Set(ids));
    this.events.fire({ ids, external: false });
  }

  dispose(): void {
    this.stop();
    this.events.dispose();
  }

  private start(): void {
    if (this.timer) return;
    this.dataVersion = this.connection.number('PRAGMA data_version');
    this.seen = this.counter();
    this.timer = setInterval(() => this.poll(), INTERVAL_MS);
    this.timer.unref();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private poll(): void {
    try {
      this.look(new Set());
    } catch {
      // The store is away or being written anew; the next look tells.
    }
  }

  private look(own: ReadonlySet<string>): void {
    const version = this.connection.number('PRAGMA data_version');
    const counter = this.counter();
    const since = this.seen;
    this.seen = counter;
    if (version === this.dataVersion) return;
    this.dataVersion = version;
    if (counter === since) return;
    const ids = this.changedSince(since).filter((id) => !own.has(id));
    if (own.size === 0 || ids.length > 0) this.events.fire({ ids, external: true });
  }

  /** Memories written or removed since a version; empty where they are too many. */
  private changedSince(version: number): string[] {
    const rows = this.connection.all(
      `SELECT id FROM memories WHERE version > ?1 UNION SELECT id FROM removed WHERE version > ?1 LIMIT ?2`,
      version,
      MOST_IDS + 1,
    );
    return rows.length > MOST_IDS ? [] : idsOf(rows);
  }

  private counter(): number {
    return this.connection.number(`SELECT value FROM meta WHERE name = 'counter'`);
  }
}
