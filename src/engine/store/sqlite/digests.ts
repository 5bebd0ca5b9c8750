/** Digests of memories: kept beside their words, or made now. */
import { quickJson } from '../../base/json/quick';
import type { EmbedderTag } from '../../model/store';
import type { Analyser, Digested } from '../port';
import type { Connection } from './connection';
import { fromIdText, idList } from './idText';
import { knownEmbedder } from './nearest';
import { takeRecord } from './record';
import { summaryOf } from './rows';
import { floatsOf } from './vectorBytes';
import { indexWords, type Writing } from './write';

const ANALYSER = 'analyser';

/** The way in which what is kept was made; '' for none. */
export function analyserOf(connection: Connection): string {
  const row = connection.one('SELECT value FROM meta WHERE name = ?', ANALYSER);
  return typeof row?.['value'] === 'string' ? row['value'] : '';
}

/** Makes the words and digests of all memories anew where they were made in another way; inside a transaction. */
export function indexAnew(to: Writing): void {
  const { connection, words, analyser } = to;
  words.clear();
  let portion = 0;
  for (const row of connection.each('SELECT n, id, raw FROM memories')) {
    if (++portion % 1000 === 0) words.flush();
    indexWords(to, Number(row['n']), takeRecord(fromIdText(String(row['id'])), String(row['raw'])));
  }
  connection.run('INSERT OR REPLACE INTO meta VALUES (?, ?)', ANALYSER, analyser.name);
}

export function digestsOf(
  connection: Connection,
  ids: readonly string[],
  { analyser, embedder }: { readonly analyser: Analyser; readonly embedder?: EmbedderTag | undefined },
): Digested[] {
  const kept = analyserOf(connection) === analyser.name;
  const e = embedder && knownEmbedder(connection, embedder);
  const rows = connection.all(
    `SELECT m.id, m.summary, ${kept ? 'd.digest' : 'm.raw'}${e === undefined ? '' : ', v.numbers'}
     FROM json_each(?) j CROSS JOIN memories m ON m.id = j.value
     ${kept ? 'LEFT JOIN digests d ON d.n = m.n' : ''}
     ${e === undefined ? '' : 'LEFT JOIN vectors v ON v.n = m.n AND v.e = ? AND v.hash = m.hash'} ORDER BY j.key`,
    idList(ids),
    ...(e === undefined ? [] : [e]),
  );
  return rows.map((row) => {
    const summary = summaryOf(row);
    const { digest, numbers } = row;
    return {
      id: fromIdText(String(row['id'])),
      row: summary,
      digest: typeof digest === 'string' ? digest : analyser.digest(quickJson(String(row['raw'])), summary),
      vector: numbers instanceof Uint8Array ? floatsOf(numbers) : undefined,
    };
  });
}
