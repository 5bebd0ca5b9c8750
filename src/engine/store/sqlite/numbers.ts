import type { Connection } from './connection';
import { fromIdText, idList } from './idText';

/** Ids whose numbers are kept. */
const MOST = 20_000;

/**
 * The numbers `n` of memories by their ids: those that a search has met are known until somebody writes, since to find
 * a memory by its number takes half as long as by its id.
 */
export class Numbers {
  private readonly known = new Map<string, number>();
  private stamp = '';

  constructor(private readonly connection: Connection) {}

  /** Forgets all where the store has changed; to be called before rows are read that are noted. */
  refresh(): void {
    const stamp = this.connection.stamp();
    if (stamp !== this.stamp || this.known.size > MOST) this.known.clear();
    this.stamp = stamp;
  }

  /** Notes a memory by what a row has as `n` and `id`; returns its id. */
  note(n: unknown, kept: unknown): string {
    const id = fromIdText(String(kept));
    this.known.set(id, Number(n));
    return id;
  }

  /** The numbers of the memories that are there. */
  of(ids: readonly string[]): number[] {
    this.learn(ids);
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }

  /** The ids of the memories that are there. */
  there(ids: readonly string[]): string[] {
    this.learn(ids);
    return ids.filter((id) => this.known.has(id));
  }

  private learn(ids: readonly string[]): void {
    this.refresh();
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length > 0) {
      const sql = 'SELECT m.n, m.id FROM json_each(?) j CROSS JOIN memories m ON m.id = j.value';
      for (const [n, id] of this.connection.lists(sql, idList(unknown))) this.note(n, id);
    }
  }
}
