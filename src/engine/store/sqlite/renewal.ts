/**
 * Words and digests made anew where a file keeps those of another way. It goes in portions, each a transaction that
 * notes how far it came: whoever opens the file next goes on there, and two processes share the work.
 */
import type { Connection } from './connection';
import { ANALYSER, analyserOf } from './digests';
import { fromIdText } from './idText';
import { takeRecord } from './record';
import { indexWords, type Writing } from './write';

/** The way that is being gone over to, and the number of the last memory that has. */
const TOWARDS = 'renewing';
const AFTER = 'renewed';
/** Memories a transaction: some 30 ms, so that a thread with other work stays quick. */
const PORTION = 100;

/** Makes words and digests anew; told how far it is, and can be stopped between portions. */
export type Renewal = (
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
) => Promise<void>;

/** What there is to be made anew; undefined where all is made in the present way. */
export function renewalOf(to: Writing): { readonly memories: number; readonly run: Renewal } | undefined {
  const { connection, analyser } = to;
  if (connection.readOnly || analyserOf(connection) === analyser.name) return undefined;
  const total = connection.number('SELECT count(*) FROM memories');
  const run: Renewal = async (signal, onProgress) => {
    for (let more = true; more;) {
      more = await connection.write(() => renewPortion(to), signal);
      const left = connection.number('SELECT count(*) FROM memories WHERE n > ?', numberOf(connection));
      onProgress?.(more ? Math.max(0, total - left) : total, total);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { memories: total, run };
}

/** One portion; returns whether there is more. Inside a transaction. */
function renewPortion(to: Writing): boolean {
  const { connection, words, analyser } = to;
  const kept = analyserOf(connection);
  if (kept === analyser.name) return false;
  if (kept !== '' || textOf(connection, TOWARDS) !== analyser.name) {
    words.clear();
    put(connection, ANALYSER, '');
    put(connection, TOWARDS, analyser.name);
    put(connection, AFTER, 0);
  }
  const rows = connection.all(
    'SELECT n, id, raw FROM memories WHERE n > ? ORDER BY n LIMIT ?',
    numberOf(connection),
    PORTION,
  );
  for (const row of rows) {
    const n = Number(row['n']);
    // One that was written meanwhile has its words already.
    words.remove(n);
    indexWords(to, n, takeRecord(fromIdText(String(row['id'])), String(row['raw'])));
    put(connection, AFTER, n);
  }
  if (rows.length === PORTION) return true;
  connection.run('DELETE FROM meta WHERE name IN (?, ?)', TOWARDS, AFTER);
  put(connection, ANALYSER, analyser.name);
  return false;
}

function put(connection: Connection, name: string, value: string | number): void {
  connection.run('INSERT OR REPLACE INTO meta VALUES (?, ?)', name, value);
}

const numberOf = (connection: Connection): number =>
  connection.number('SELECT value FROM meta WHERE name = ?', AFTER);

function textOf(connection: Connection, name: string): string | undefined {
  const value = connection.one('SELECT value FROM meta WHERE name = ?', name)?.['value'];
  return typeof value === 'string' ? value : undefined;
}
