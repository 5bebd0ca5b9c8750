import { Emitter, type Disposable } from '../../base/events';
import type { StoreEvent } from '../port';
import type { Neo4jConnection } from './connection';
import type { Scope } from './scope';

/**
 * Tells of changes: our own at once, others' by asking now and then while somebody listens, since Neo4j Community
 * does not tell. What is compared: numbers of memories and relations, and the last `updated_at`.
 */
export class Watch implements Disposable {
  private readonly emitter = new Emitter<StoreEvent>();
  private listeners = 0;
  private timer: NodeJS.Timeout | undefined;
  private last: string | undefined;

  constructor(
    private readonly connection: Neo4jConnection,
    private readonly scope: Scope,
    private readonly every: number,
  ) {}

  /** Remembers how things are now; what others write from here on is told. */
  async begin(): Promise<void> {
    this.last = await this.state();
  }

  subscribe(listener: (event: StoreEvent) => void): Disposable {
    const subscription = this.emitter.event(listener);
    this.listeners++;
    if (this.listeners === 1) void this.look();
    let heard = true;
    return {
      dispose: () => {
        if (!heard) return;
        heard = false;
        subscription.dispose();
        this.listeners--;
        if (this.listeners === 0) this.rest();
      },
    };
  }

  /** Our own write: what is there now is no news. */
  async wrote(ids: readonly string[]): Promise<void> {
    this.last = await this.state().catch(() => this.last);
    this.emitter.fire({ ids, external: false });
  }

  private async look(): Promise<void> {
    const now = this.connection.state === 'connected' ? await this.state().catch(() => undefined) : undefined;
    if (this.listeners === 0) return;
    const before = this.last;
    this.last = now ?? this.last;
    this.timer = setTimeout(() => void this.look(), this.every);
    this.timer.unref();
    if (before !== undefined && now !== undefined && now !== before)
      this.emitter.fire({ ids: [], external: true });
  }

  private async state(): Promise<string> {
    const { records } = await this.connection.read((tx) =>
      tx.run(
        `MATCH (n:Memory) WHERE ${this.scope.of('n')}
         RETURN count(n) AS memories, max(n.updated_at) AS time, sum(COUNT { (n)--() }) AS relations`,
        this.scope.params,
      ),
    );
    return JSON.stringify(records[0]?.toObject());
  }

  private rest(): void {
    clearTimeout(this.timer);
  }

  dispose(): void {
    this.listeners = 0;
    this.rest();
    this.emitter.dispose();
  }
}
