import type { Connection } from './connection';
import { toIdText } from './idText';
import { blockOf, BLOCKS, changeBlock, type Posting } from './postings';
import { bytesOf, wordsOf } from './vectorBytes';

/**
 * Which memories have which terms, and the digest of each. Changes of postings are gathered until the transaction
 * ends, so that a block which many memories share is written once. docs/adr/0015 tells why this is no FTS5.
 */
export class WordIndex {
  /** Numbers of terms met in this transaction. */
  private readonly numbers = new Map<string, number>();
  private readonly changes = new Map<number, Map<number, Posting | null>>();
  private documents = 0;
  private words = 0;

  constructor(private readonly connection: Connection) {}

  put(n: number, terms: readonly string[], digest: string): void {
    const times = new Map<number, number>();
    for (const term of terms) {
      const t = this.numberOf(term);
      times.set(t, (times.get(t) ?? 0) + 1);
    }
    for (const [t, count] of times) this.change(t, n, { times: count, length: terms.length });
    const numbers = Uint32Array.from([terms.length, ...times.keys()]);
    this.connection.run('INSERT INTO digests VALUES (?, ?, ?)', n, bytesOf(numbers), digest);
    this.documents++;
    this.words += terms.length;
  }

  remove(n: number): void {
    const row = this.connection.one('DELETE FROM digests WHERE n = ? RETURNING terms', n);
    if (!row) return;
    const [length = 0, ...numbers] = wordsOf(row['terms'] as Uint8Array);
    for (const t of numbers) this.change(t, n, null);
    this.documents--;
    this.words -= length;
  }

  clear(): void {
    this.discard();
    for (const table of ['terms', 'postings', 'digests']) this.connection.run(`DELETE FROM ${table}`);
    this.connection.run(`UPDATE meta SET value = 0 WHERE name IN ('documents', 'words')`);
  }

  /** Writes what was gathered; the transaction is about to end. */
  flush(): void {
    const { connection } = this;
    for (const [p, change] of this.changes) {
      const row = connection.one('SELECT entries FROM postings WHERE p = ?', p);
      const before = row ? wordsOf(row['entries'] as Uint8Array) : new Uint32Array();
      const after = changeBlock(before, change);
      if (after.length === 0) connection.run('DELETE FROM postings WHERE p = ?', p);
      else connection.run('INSERT OR REPLACE INTO postings VALUES (?, ?)', p, bytesOf(after));
    }
    const add = 'UPDATE meta SET value = value + ? WHERE name = ?';
    if (this.documents !== 0) connection.run(add, this.documents, 'documents');
    if (this.words !== 0) connection.run(add, this.words, 'words');
    this.discard();
  }

  /** Forgets what was gathered; the transaction was taken back. */
  discard(): void {
    this.numbers.clear();
    this.changes.clear();
    this.documents = 0;
    this.words = 0;
  }

  private change(t: number, n: number, posting: Posting | null): void {
    const p = t * BLOCKS + blockOf(n);
    const block = this.changes.get(p);
    if (block) block.set(n, posting);
    else this.changes.set(p, new Map([[n, posting]]));
  }

  private numberOf(term: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    const kept = toIdText(term);
    const row = this.connection.one('SELECT t FROM terms WHERE term = ?', kept);
    const t = row ? Number(row['t']) : this.connection.run('INSERT INTO terms (term) VALUES (?)', kept);
    this.numbers.set(term, t);
    return t;
  }
}
