import type { EmbedderTag } from '../../model/store';
import type { Among, TextToEmbed, VectorItem } from '../port';
import type { Connection, SqlRow } from './connection';
import { fromIdText, idList, toIdText } from './idText';
import { assertLength, knownEmbedder } from './nearest';
import { quickJson } from '../../base/json/quick';
import { textOf } from './record';
import { floatsOf } from './vectorBytes';
import { embedderOf, keptOf, putVector, tick } from './write';

/** Keeps vectors of memories that are there; inside a transaction. */
export function putVectors(connection: Connection, tag: EmbedderTag, items: readonly VectorItem[]): void {
  for (const { vector } of items) assertLength(vector, tag);
  const [e, stamp] = [embedderOf(connection, tag), tick(connection)];
  for (const { id, vector, textHash, taken } of items) {
    const kept = keptOf(connection, id);
    if (kept) putVector(connection, e, kept.n, vector, { hash: textHash, stamp, taken });
  }
}

/** Fresh vectors of memories, by id. */
export function vectorsOf(
  connection: Connection,
  ids: readonly string[],
  tag: EmbedderTag,
): Map<string, Float32Array> {
  const e = knownEmbedder(connection, tag);
  if (e === undefined) return new Map();
  const rows = connection.all(
    `SELECT m.id, v.numbers FROM json_each(?) j CROSS JOIN memories m ON m.id = j.value
     CROSS JOIN vectors v ON v.e = ? AND v.n = m.n WHERE v.hash = m.hash`,
    idList(ids),
    e,
  );
  return new Map(
    rows.map((row) => [fromIdText(String(row['id'])), floatsOf(row['numbers'] as Uint8Array).slice()]),
  );
}

/** Texts without a fresh vector, by id. */
export function unembedded(
  connection: Connection,
  tag: EmbedderTag,
  after: string,
  limit: number,
): TextToEmbed[] {
  const rows = connection.all(
    `SELECT m.id, m.raw, m.hash FROM memories m WHERE m.id > ? AND m.chars > 0 AND NOT EXISTS
     (SELECT 1 FROM vectors v WHERE v.e = ? AND v.n = m.n AND v.hash = m.hash) ORDER BY m.id LIMIT ?`,
    toIdText(after),
    knownEmbedder(connection, tag) ?? -1,
    limit,
  );
  return rows.map(textToEmbed);
}

/** Texts whose vector was taken over and not compared yet, by id, or in the order asked for. */
export function unchecked(
  connection: Connection,
  tag: EmbedderTag,
  among: Among,
  limit: number,
): TextToEmbed[] {
  const e = knownEmbedder(connection, tag);
  if (e === undefined) return [];
  const taken = 'v.e = ? AND v.n = m.n AND v.taken = 1 AND v.hash = m.hash';
  const rows =
    'ids' in among
      ? connection.all(
          `SELECT m.id, m.raw, m.hash FROM json_each(?) j CROSS JOIN memories m ON m.id = j.value
           CROSS JOIN vectors v ON ${taken} ORDER BY j.key LIMIT ?`,
          idList(among.ids),
          e,
          limit,
        )
      : connection.all(
          `SELECT m.id, m.raw, m.hash FROM memories m CROSS JOIN vectors v ON ${taken}
           WHERE m.id > ? ORDER BY m.id LIMIT ?`,
          e,
          toIdText(among.after),
          limit,
        );
  return rows.map(textToEmbed);
}

const textToEmbed = (row: SqlRow): TextToEmbed => ({
  id: fromIdText(String(row['id'])),
  text: textOf(quickJson(String(row['raw']))),
  textHash: String(row['hash']),
});
