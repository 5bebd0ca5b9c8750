import { StudioError } from '../../base/errors';
import type { EmbedderTag } from '../../model/store';
import type { Candidate, VectorQuery } from '../port';
import { Codes } from './codes';
import type { Connection, SqlRow } from './connection';
import { fewPass, whereOf, type Where } from './filter';
import { fromIdText, toIdText } from './idText';
import { dot, floatsOf, normalised, signs } from './vectorBytes';

/** Candidates by signs for each wanted vector; docs/adr/0014 has what recall they give. */
const OVERSAMPLING = 8;
const AT_LEAST = 240;

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

/** A vector and how near it is. */
interface Scored {
  readonly n: number;
  readonly hash: string;
  readonly score: number;
}

/** Finds the vectors nearest to another one: by their signs, then exactly, then by what the filter says. */
export class Nearest {
  private readonly codes = new Map<number, { codes: Codes; stamp: number }>();

  constructor(private readonly connection: Connection) {}

  find(query: VectorQuery): Candidate[] {
    assertLength(query.vector, query.embedder);
    const e = knownEmbedder(this.connection, query.embedder);
    if (e === undefined || query.limit <= 0) return [];
    const filter = whereOf(query);
    const vector = normalised(query.vector);
    if (query.exact === true) return this.passing(this.all(e, vector), filter, query.limit);
    if (filter && fewPass(this.connection, filter)) {
      return this.passing(this.filtered(e, vector, filter), undefined, query.limit);
    }
    const codes = this.fresh(e, query.embedder.dimensions);
    for (let count = Math.max(AT_LEAST, query.limit * OVERSAMPLING); ; count *= 8) {
      const near = codes.nearest(signs(vector), count);
      const found = this.passing(this.among(e, near, vector, codes), filter, query.limit);
      if (found.length >= query.limit || near.length >= codes.size) return found;
    }
  }

  /** The best of these whose vector is fresh and whom the filter lets through. */
  private passing(scored: Scored[], filter: Where | undefined, limit: number): Candidate[] {
    scored.sort((a, b) => b.score - a.score);
    const found: Candidate[] = [];
    for (let at = 0; at < scored.length && found.length < limit; at += 2 * limit) {
      const portion = scored.slice(at, at + 2 * limit);
      const rows = this.connection.all(
        `SELECT m.n, m.id, m.hash FROM json_each(?) j CROSS JOIN memories m ON m.n = j.value
         ${filter ? `WHERE ${filter.sql}` : ''}`,
        JSON.stringify(portion.map((one) => one.n)),
        ...(filter?.values ?? []),
      );
      const there = new Map(rows.map((row) => [row['n'], row]));
      for (const { n, hash, score } of portion) {
        const row = there.get(n);
        if (row?.['hash'] === hash) found.push({ id: fromIdText(String(row['id'])), score });
      }
    }
    return found.slice(0, limit);
  }

  private all(e: number, vector: Float32Array): Scored[] {
    return scoresOf(this.connection.each('SELECT n, hash, numbers FROM vectors WHERE e = ?', e), vector);
  }

  private filtered(e: number, vector: Float32Array, { sql, values }: Where): Scored[] {
    const rows = this.connection.each(
      `SELECT v.n, v.hash, v.numbers FROM memories m CROSS JOIN vectors v ON v.n = m.n AND v.e = ? WHERE ${sql}`,
      e,
      ...values,
    );
    return scoresOf(rows, vector);
  }

  /** Scores of these vectors; those that are gone leave the codes. */
  private among(e: number, members: readonly number[], vector: Float32Array, codes: Codes): Scored[] {
    const rows = this.connection.all(
      `SELECT v.v, v.n, v.hash, v.numbers FROM json_each(?) j
       CROSS JOIN vectors v ON v.v = j.value WHERE v.e = ?`,
      JSON.stringify(members),
      e,
    );
    if (rows.length < members.length) {
      const there = new Set(rows.map((row) => row['v']));
      for (const member of members) if (!there.has(member)) codes.delete(member);
    }
    return scoresOf(rows, vector);
  }

  /** The codes of an embedder, with what was written since they were read. */
  private fresh(e: number, dimensions: number): Codes {
    const known = this.codes.get(e) ?? { codes: new Codes(dimensions), stamp: -1 };
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
    this.codes.set(e, { codes: known.codes, stamp });
    return known.codes;
  }
}

function scoresOf(rows: Iterable<SqlRow>, vector: Float32Array): Scored[] {
  const scored: Scored[] = [];
  for (const row of rows) {
    const score = dot(vector, floatsOf(row['numbers'] as Uint8Array));
    scored.push({ n: Number(row['n']), hash: String(row['hash']), score });
  }
  return scored;
}
