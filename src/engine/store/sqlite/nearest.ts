import { StudioError } from '../../base/errors';
import type { EmbedderTag } from '../../model/store';
import type { Candidate, VectorQuery } from '../port';
import { Codes } from './codes';
import type { Connection } from './connection';
import { whereOf, type Where } from './filter';
import { fromIdText, toIdText } from './idText';
import { dot, floatsOf, normalised, signs } from './vectorBytes';

/** Candidates by signs for each wanted vector; docs/adr/0012 has what recall they give. */
const OVERSAMPLING = 24;
const AT_LEAST = 240;
/** Filters that let no more memories through than this are compared exactly. */
const FEW = 2000;

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

/** Finds the vectors nearest to another one: by their signs, then exactly. */
export class Nearest {
  private readonly codes = new Map<number, { codes: Codes; stamp: number }>();

  constructor(private readonly connection: Connection) {}

  find(query: VectorQuery): Candidate[] {
    assertLength(query.vector, query.embedder);
    const e = knownEmbedder(this.connection, query.embedder);
    if (e === undefined || query.limit <= 0) return [];
    const filter = whereOf(query);
    const vector = normalised(query.vector);
    if (query.exact === true || (filter && this.fewPass(filter))) {
      return this.best(this.all(e, filter), vector, query.limit);
    }
    const codes = this.fresh(e, query.embedder.dimensions);
    for (let count = Math.max(AT_LEAST, query.limit * OVERSAMPLING); ; count *= 8) {
      const near = codes.nearest(signs(vector), count);
      const found = this.best(this.among(e, near, filter, codes), vector, query.limit);
      if (found.length >= query.limit || near.length >= codes.size) return found;
    }
  }

  private fewPass({ sql, values }: Where): boolean {
    const count = `SELECT count(*) FROM (SELECT 1 FROM memories m WHERE ${sql} LIMIT ?)`;
    return this.connection.number(count, ...values, FEW + 1) <= FEW;
  }

  private best(
    rows: Iterable<readonly [id: string, numbers: Float32Array]>,
    vector: Float32Array,
    limit: number,
  ): Candidate[] {
    const found: Candidate[] = [];
    let worst = -Infinity;
    for (const [id, numbers] of rows) {
      const score = dot(vector, numbers);
      if (score <= worst && found.length >= limit) continue;
      found.push({ id, score });
      if (found.length >= limit * 2 + 50) worst = keepBest(found, limit);
    }
    keepBest(found, limit);
    return found;
  }

  /** All fresh vectors that a filter lets through. */
  private *all(e: number, filter: Where | undefined): Generator<[string, Float32Array]> {
    const rows = this.connection.each(
      `SELECT m.id, v.numbers FROM ${filter ? 'memories m CROSS JOIN vectors v ON v.n = m.n' : 'vectors v CROSS JOIN memories m ON m.n = v.n'}
       WHERE v.e = ? AND v.hash = m.hash ${filter ? `AND ${filter.sql}` : ''}`,
      e,
      ...(filter?.values ?? []),
    );
    for (const row of rows) yield [fromIdText(String(row['id'])), floatsOf(row['numbers'] as Uint8Array)];
  }

  /** The fresh vectors among these memories; those that are gone leave the codes. */
  private among(
    e: number,
    members: readonly number[],
    filter: Where | undefined,
    codes: Codes,
  ): [string, Float32Array][] {
    const found: [string, Float32Array][] = [];
    const rows = this.connection.all(
      `SELECT v.n, v.numbers, m.id, v.hash = m.hash ${filter ? `AND ${filter.sql}` : ''} AS passes
       FROM json_each(?) j CROSS JOIN vectors v ON v.e = ? AND v.n = j.value
       CROSS JOIN memories m ON m.n = v.n`,
      ...(filter?.values ?? []),
      JSON.stringify(members),
      e,
    );
    const there = new Set<number>();
    for (const row of rows) {
      there.add(Number(row['n']));
      if (row['passes'] === 1) {
        found.push([fromIdText(String(row['id'])), floatsOf(row['numbers'] as Uint8Array)]);
      }
    }
    if (there.size < members.length) for (const n of members) if (!there.has(n)) codes.delete(n);
    return found;
  }

  /** The codes of an embedder, with what was written since they were read. */
  private fresh(e: number, dimensions: number): Codes {
    const known = this.codes.get(e) ?? { codes: new Codes(dimensions), stamp: -1 };
    const rows = this.connection.each(
      'SELECT stamp, n, bits FROM vectors INDEXED BY vectors_stamp WHERE e = ? AND stamp > ?',
      e,
      known.stamp,
    );
    let { stamp } = known;
    for (const row of rows) {
      known.codes.set(Number(row['n']), row['bits'] as Uint8Array);
      stamp = Math.max(stamp, Number(row['stamp']));
    }
    this.codes.set(e, { codes: known.codes, stamp });
    return known.codes;
  }
}

/** Cuts a list to its best; returns the score of the last of them. */
function keepBest(found: Candidate[], limit: number): number {
  found.sort((a, b) => b.score - a.score);
  if (found.length > limit) found.length = limit;
  return found.at(-1)?.score ?? -Infinity;
}
