/** Digests of memories: kept beside their words, or made now. */
import { quickJson } from '../../base/json/quick';
import type { EmbedderTag } from '../../model/store';
import type { Analyser, Digested } from '../port';
import type { Connection } from './connection';
import { fromIdText } from './idText';
import { knownEmbedder } from './nearest';
import type { Numbers } from './numbers';
import { summaryOf } from './rows';
import { floatsOf } from './vectorBytes';

/** Name under which `meta` keeps in which way words and digests were made; '' while they are made anew. */
export const ANALYSER = 'analyser';

/** The way in which what is kept was made; '' for none. */
export function analyserOf(connection: Connection): string {
  const row = connection.one('SELECT value FROM meta WHERE name = ?', ANALYSER);
  return typeof row?.['value'] === 'string' ? row['value'] : '';
}

export function digestsOf(
  connection: Connection,
  numbers: Numbers,
  ids: readonly string[],
  { analyser, embedder }: { readonly analyser: Analyser; readonly embedder?: EmbedderTag | undefined },
): Digested[] {
  const kept = analyserOf(connection) === analyser.name;
  const e = embedder && knownEmbedder(connection, embedder);
  const rows = connection.lists(
    `SELECT m.id, m.summary, ${kept ? 'd.digest' : 'm.raw'}${e === undefined ? '' : ', v.numbers'}
     FROM json_each(?) j CROSS JOIN memories m ON m.n = j.value
     ${kept ? 'CROSS JOIN digests d ON d.n = m.n' : ''}
     ${e === undefined ? '' : 'LEFT JOIN vectors v ON v.n = m.n AND v.e = ? AND v.hash = m.hash'}`,
    JSON.stringify(numbers.of(ids)),
    ...(e === undefined ? [] : [e]),
  );
  const found = new Map<string, Digested>();
  for (const [keptId, summary, text, vector] of rows) {
    const id = fromIdText(String(keptId));
    const row = summaryOf(summary);
    const digest = kept ? String(text) : analyser.digest(quickJson(String(text)), row);
    found.set(id, { id, row, digest, vector: vector instanceof Uint8Array ? floatsOf(vector) : undefined });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
