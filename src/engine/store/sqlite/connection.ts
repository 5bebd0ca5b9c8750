import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../base/errors';
import { sqliteModule } from './sqliteModule';
import { isBusy, sqliteError } from './sqliteError';

/** How long a write waits for those of others. */
const PATIENCE_MS = 15_000;

/** A row by names of columns; the query says which. */
export type SqlRow = Record<string, unknown>;
/** A row by places of columns. */
export type SqlList = readonly unknown[];

/**
 * One connection: statements that are kept prepared, and write transactions that wait for those of other
 * processes without blocking this one. Errors of SQLite come as StudioError.
 */
export class Connection {
  readonly database: DatabaseSync;
  /** What gathers changes within a transaction: asked to write them before it ends, or to forget them. */
  gathering: { flush(): void; discard(): void } | undefined;
  private readonly statements = new Map<string, StatementSync>();
  private readonly listing = new Map<string, StatementSync>();
  private writing: Promise<unknown> = Promise.resolve();
  private closed = false;
  private written = 0;

  constructor(
    /** A path or `:memory:`. */
    readonly file: string,
    readonly readOnly: boolean,
  ) {
    this.database = this.guard(() => new (sqliteModule().DatabaseSync)(file, { readOnly, timeout: 100 }));
    try {
      this.guard(() => {
        // The name of a file may be hostile too: no function of the schema may reach outside.
        this.database.exec(
          'PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY',
        );
        if (!readOnly) this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
        this.database.exec('PRAGMA cache_size = -32768; PRAGMA mmap_size = 2147418112');
      });
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  /** All rows of a query. */
  all(sql: string, ...values: readonly SQLInputValue[]): SqlRow[] {
    return this.guard(() => this.statement(sql).all(...values));
  }

  /** The same as lists: a sixth quicker and less garbage, for queries of many rows. Node knows them from 24 on. */
  lists(sql: string, ...values: readonly SQLInputValue[]): SqlList[] {
    return this.guard(() => {
      let statement = this.listing.get(sql);
      if (!statement) {
        statement = this.database.prepare(sql);
        if ('setReturnArrays' in statement) statement.setReturnArrays(true);
        this.listing.set(sql, statement);
      }
      const rows: readonly unknown[] = statement.all(...values);
      return rows.map((row) => (Array.isArray(row) ? (row as SqlList) : Object.values(row as SqlRow)));
    });
  }

  /** The first row, if any. */
  one(sql: string, ...values: readonly SQLInputValue[]): SqlRow | undefined {
    return this.guard(() => this.statement(sql).get(...values));
  }

  /** The first column of the first row as a number, 0 where there is none. */
  number(sql: string, ...values: readonly SQLInputValue[]): number {
    const row = this.one(sql, ...values);
    return row ? Number(Object.values(row)[0]) : 0;
  }

  /** Changes something; returns the id of the row inserted last. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return this.guard(() => Number(this.statement(sql).run(...values).lastInsertRowid));
  }

  /** Rows one by one, for what is too large to hold. Nothing else may use the same text of SQL meanwhile. */
  *each(sql: string, ...values: readonly SQLInputValue[]): Generator<SqlRow> {
    const rows = this.guard(() => this.database.prepare(sql).iterate(...values));
    for (;;) {
      const next = this.guard(() => rows.next());
      if (next.done) return;
      yield next.value;
    }
  }

  /** The same text as long as nobody, here or elsewhere, has written to the file. */
  stamp(): string {
    return `${this.number('PRAGMA data_version')} ${this.written}`;
  }

  /**
   * Runs `work` as one write transaction, after those asked for before. Waits for other processes up to 15
   * seconds, then throws `locked`. `work` must not wait for anything; what it throws undoes it.
   */
  write<T>(work: () => T, signal?: AbortSignal): Promise<T> {
    const turn = this.writing.then(() => this.attempt(work, signal));
    this.writing = turn.catch(() => {});
    return turn;
  }

  private async attempt<T>(work: () => T, signal: AbortSignal | undefined): Promise<T> {
    if (this.readOnly) {
      throw new StudioError('read-only', 'This store is open for reading only.', {
        place: { file: this.file },
        remedy: 'Check the permissions of the file, or work on a copy.',
      });
    }
    const end = Date.now() + PATIENCE_MS;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      signal?.throwIfAborted();
      this.assertOpen();
      try {
        this.database.exec('BEGIN IMMEDIATE');
        break;
      } catch (error) {
        if (!isBusy(error) || Date.now() > end) throw sqliteError(error, this.file);
      }
      await sleep(pause * (0.5 + Math.random()));
    }
    try {
      const result = work();
      this.gathering?.flush();
      this.guard(() => this.database.exec('COMMIT'));
      this.written++;
      return result;
    } catch (error) {
      this.gathering?.discard();
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Runs what calls SQLite, with its errors in our words. */
  guard<T>(work: () => T): T {
    this.assertOpen();
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, this.file);
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.statements.clear();
    this.listing.clear();
    this.database.close();
  }

  private assertOpen(): void {
    if (this.closed)
      throw new StudioError('unavailable', 'This store is closed.', { place: { file: this.file } });
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}
