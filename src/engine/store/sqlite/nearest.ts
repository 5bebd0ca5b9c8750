import { StudioError } from '../../base/errors';
import { dot } from '../../base/vectors';
import type { EmbedderTag } from '../../model/store';
import type { Candidate, VectorQuery } from '../port';
import { Best } from './best';
import { Codes } from './codes';
import type { Connection, SqlList } from './connection';
import { whereOf, type Few, type Where } from './filter';
import { toIdText } from './idText';
import type { Numbers } from './numbers';
import { floatsOf, normalised } from './vectorBytes';

/** Vectors compared exactly for each wanted one; docs/adr/0014 has what recall that gives. */
const OVERSAMPLING = 2;
const AT_LEAST = 240;
const ALL: Where = { sql: '1', values: [] };

/** Throws `bad-argument` where a vector has another length than its embedder makes. */
export function assertLength(vector: Float32Array, { dimensions }: EmbedderTag): void {
  if (vector.length === dimensions) return;
  throw new StudioError(
    'bad-argument',
    `This vector has ${vector.length} numbers; its embedder makes ${dimensions}.`,
    { remedy: 'Choose the embedder that made it, or embed the memories anew.' },
  );
}

/** The number of an embedder, if there are vectors of it. */
export function knownEmbedder(connection: Connection, tag: EmbedderTag): number | undefined {
  const row = connection.one(
    'SELECT e FROM embedders WHERE name = ? AND dimensions = ?',
    toIdText(tag.name),
    tag.dimensions,
  );
  return row && Number(row['e']);
}

/** Finds the vectors nearest to another one: by their signs, then exactly, of those that the filter lets through. */
export class Nearest {
  private readonly codes = new Map<number, { codes: Codes; stamp: number; seen: string }>();

  constructor(
    private readonly connection: Connection,
    private readonly few: Few,
    private readonly numbers: Numbers,
  ) {}

  find(query: VectorQuery): Candidate[] {
    assertLength(query.vector, query.embedder);
    const e = knownEmbedder(this.connection, query.embedder);
    if (e === undefined || query.limit <= 0) return [];
    const filter = whereOf(query);
    this.numbers.refresh();
    const vector = normalised(query.vector);
    const asked = { e, vector, filter: filter ?? ALL, limit: query.limit };
    if (query.exact === true) return this.comparing('vectors v CROSS JOIN memories m ON m.n = v.n', asked);
    if (filter && this.few.pass(filter)) {
      return this.comparing('memories m CROSS JOIN vectors v ON v.n = m.n', asked);
    }
    const codes = this.fresh(e, query.embedder.dimensions);
    for (let count = Math.max(AT_LEAST, query.limit * OVERSAMPLING); ; count *= 8) {
      const near = codes.nearest(vector, count);
      const found = this.among(near, codes, asked);
      if (found.length >= query.limit || near.length >= codes.size) return found;
    }
  }

  /** The best of all fresh vectors of memories that the filter lets through. */
  private comparing(tables: string, { e, vector, filter, limit }: Asked): Candidate[] {
    const rows = this.connection.each(
      `SELECT v.v, m.n, m.id, v.numbers FROM ${tables} WHERE v.e = ? AND v.hash = m.hash AND ${filter.sql}`,
      e,
      ...filter.values,
    );
    const lists = function* (): Generator<SqlList> {
      for (const row of rows) yield Object.values(row);
    };
    return this.best(lists(), vector, limit);
  }

  /** The same among a few; those that are gone leave the codes. */
  private among(members: readonly number[], codes: Codes, { e, vector, filter, limit }: Asked): Candidate[] {
    const rows = this.connection.lists(
      `SELECT v.v, m.n, CASE WHEN v.hash = m.hash AND ${filter.sql} THEN m.id END AS id, v.numbers
       FROM json_each(?) j CROSS JOIN vectors v ON v.v = j.value CROSS JOIN memories m ON m.n = v.n WHERE v.e = ?`,
      ...filter.values,
      JSON.stringify(members),
      e,
    );
    if (rows.length < members.length) {
      const there = new Set(rows.map(([v]) => v));
      for (const member of members) if (!there.has(member)) codes.delete(member);
    }
    return this.best(
      rows.filter(([, , id]) => id !== null),
      vector,
      limit,
    );
  }

  /** The best of rows of `v`, `n`, `id` and numbers. */
  private best(rows: Iterable<SqlList>, vector: Float32Array, limit: number): Candidate[] {
    const best = new Best(limit);
    const read = new Map<number, { row: SqlList; numbers: Float32Array }>();
    for (const row of rows) {
      const v = Number(row[0]);
      const numbers = floatsOf(row[3] as Uint8Array);
      read.set(v, { row, numbers });
      best.add(v, dot(vector, numbers));
    }
    return best.sorted().map(({ n: v, score }) => {
      const { row, numbers } = read.get(v)!;
      return { id: this.numbers.note(row[1], row[2]), score, vector: numbers };
    });
  }

  /** The codes of an embedder, with what was written since they were read. */
  private fresh(e: number, dimensions: number): Codes {
    const known = this.codes.get(e) ?? { codes: new Codes(dimensions), stamp: -1, seen: '' };
    const seen = this.connection.stamp();
    if (known.seen === seen) return known.codes;
    const rows = this.connection.each(
      'SELECT stamp, v, bits FROM vectors INDEXED BY vectors_stamp WHERE e = ? AND stamp > ?',
      e,
      known.stamp,
    );
    let { stamp } = known;
    for (const row of rows) {
      known.codes.set(Number(row['v']), row['bits'] as Uint8Array);
      stamp = Math.max(stamp, Number(row['stamp']));
    }
    this.codes.set(e, { codes: known.codes, stamp, seen });
    return known.codes;
  }
}

/** What all ways to find the nearest need to know. */
interface Asked {
  readonly e: number;
  readonly vector: Float32Array;
  readonly filter: Where;
  readonly limit: number;
}
