import type { Candidate, LexicalQuery } from '../port';
import type { Rated } from './best';
import type { Connection } from './connection';
import { whereOf, type Few, type Where } from './filter';
import { toIdText } from './idText';
import type { Numbers } from './numbers';
import { BLOCKS, Scores, worthsOf, type Worths } from './postings';
import { UntilWritten } from './untilWritten';
import { wordsOf } from './vectorBytes';

const K1 = 1.2;
const B = 0.75;
/** Bytes of rated postings that are kept: ten for each, and some for each term and block. */
const MOST_KEPT = 20 * 2 ** 20;

/**
 * Candidates by words: Okapi BM25 with k1 = 1.2 and b = 0.75, the idf of Robertson and Spärck Jones, at least 1e-6,
 * which are the constants of SQLite's FTS5 (sqlite.org/fts5.html §5.1.1). What memories get for a term is kept until
 * somebody writes: most words of a question are in others too.
 */
export class Lexical {
  private readonly kept: UntilWritten<Worths>;
  private readonly scores = new Scores();

  constructor(
    private readonly connection: Connection,
    private readonly few: Few,
    private readonly numbers: Numbers,
  ) {
    this.kept = new UntilWritten(connection, MOST_KEPT);
  }

  find(query: LexicalQuery): Candidate[] {
    const { connection, scores } = this;
    const { limit } = query;
    this.numbers.refresh();
    this.score(query.terms);
    const filter = whereOf(query);
    if (!filter) return this.named(scores.best(limit), { sql: '1', values: [] });
    if (this.few.pass(filter)) {
      const rows = connection.lists(`SELECT m.n FROM memories m WHERE ${filter.sql}`, ...filter.values);
      const among = new Set(rows.map(([n]) => n));
      return this.named(
        scores.best(limit, (n) => among.has(n)),
        filter,
      );
    }
    // Most memories pass: it is quicker to take more of the best ones and look which of them do.
    for (let count = Math.ceil(limit * 1.25); ; count *= 8) {
      const found = scores.best(count);
      const passed = this.named(found, filter).slice(0, limit);
      if (passed.length >= limit || found.length < count) return passed;
    }
  }

  private score(terms: readonly string[]): void {
    const { connection, scores, kept } = this;
    scores.clear();
    kept.refresh();
    const documents = connection.number(`SELECT value FROM meta WHERE name = 'documents'`);
    const words = connection.number(`SELECT value FROM meta WHERE name = 'words'`);
    if (documents === 0) return;
    const mean = words / documents;
    for (const term of new Set(terms)) {
      let worths = kept.get(term);
      if (!worths) {
        worths = this.rated(term, documents, mean);
        kept.set(term, worths, 400 + worths.blocks.length * 32 + worths.places.length * 10);
      }
      scores.add(worths);
    }
  }

  private rated(term: string, documents: number, mean: number): Worths {
    const { connection } = this;
    const t = connection.number('SELECT t FROM terms WHERE term = ?', toIdText(term));
    if (t === 0) return worthsOf([], () => 0);
    const blocks = connection
      .lists('SELECT p, entries FROM postings WHERE p >= ? AND p < ?', t * BLOCKS, (t + 1) * BLOCKS)
      .map(([p, entries]) => [Number(p) - t * BLOCKS, wordsOf(entries as Uint8Array)] as const);
    const having = blocks.reduce((sum, [, entries]) => sum + entries.length / 2, 0);
    const idf = Math.max(1e-6, Math.log((documents - having + 0.5) / (having + 0.5)));
    const worth = (times: number, length: number): number =>
      idf * ((times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / mean)));
    return worthsOf(blocks, worth);
  }

  /** Those that are there and that the filter lets through, by their ids. */
  private named(rated: readonly Rated[], { sql, values }: Where): Candidate[] {
    const rows = this.connection.lists(
      `SELECT m.n, m.id FROM json_each(?) j CROSS JOIN memories m ON m.n = j.value WHERE ${sql}`,
      JSON.stringify(rated.map(({ n }) => n)),
      ...values,
    );
    const ids = new Map(rows.map(([n, id]) => [n, this.numbers.note(n, id)]));
    return rated.flatMap(({ n, score }) => {
      const id = ids.get(n);
      return id === undefined ? [] : [{ id, score }];
    });
  }
}
