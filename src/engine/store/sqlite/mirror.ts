/** A store that repeats what a file says: each memory carries a mark of the record that it was made from. */
import type { RawJson } from '../../base/json/types';
import type { Edge } from '../../model/memory';
import type { Connection } from './connection';
import { fromIdText, idList, toIdText } from './idText';
import { lastPosition, positionAfter } from './positions';
import { refreshAllRoots, refreshRoots } from './roots';
import { deleteMemory, GAP, insertMemory, keptOf, replaceMemory, tick, type Writing } from './write';

export interface MirrorItem {
  readonly id: string;
  readonly raw: RawJson;
  /** Its vector where that stands outside the record. */
  readonly vectorRaw?: RawJson | undefined;
  readonly mark: string;
  /** The memory that stands before it in the file, null for none; last where left out. */
  readonly after?: string | null | undefined;
}

export interface MirrorStep {
  readonly put: readonly MirrorItem[];
  readonly remove: readonly string[];
  /** Edges that take the place of those that touch `of`, or of all where that is left out. */
  readonly edges?:
    { readonly of?: readonly string[] | undefined; readonly list: readonly Edge[] } | undefined;
  /** All memories in their order, where that has changed. */
  readonly order?: readonly string[] | undefined;
  /** Which content the store holds after this step. */
  readonly state: string;
}

const STATE = 'mirror';

export function mirrorState(connection: Connection): string {
  const row = connection.one('SELECT value FROM meta WHERE name = ?', STATE);
  return typeof row?.['value'] === 'string' ? row['value'] : '';
}

export function marksOf(connection: Connection): Map<string, string> {
  const rows = connection.all(`SELECT id, coalesce(mark, '') AS mark FROM memories`);
  return new Map(rows.map((row) => [fromIdText(String(row['id'])), String(row['mark'])]));
}

/** Takes one step; inside a transaction. */
export function applyMirror(to: Writing, step: MirrorStep): void {
  const { connection } = to;
  const version = tick(connection);
  for (const id of step.remove) {
    const kept = keptOf(connection, id);
    if (kept) deleteMemory(to, id, kept, version);
  }
  for (const item of step.put) put(to, item, version);
  if (step.order) reorder(connection, step.order);
  if (step.edges) replaceEdges(connection, step.edges);
  if (step.edges && step.edges.of === undefined) refreshAllRoots(connection);
  else
    refreshRoots(connection, [...step.remove, ...step.put.map((item) => item.id), ...(step.edges?.of ?? [])]);
  connection.run('INSERT OR REPLACE INTO meta VALUES (?, ?)', STATE, step.state);
}

function put(to: Writing, item: MirrorItem, version: number): void {
  const { connection } = to;
  const kept = keptOf(connection, item.id);
  if (kept) {
    replaceMemory(to, item.id, kept, item.raw, version, item.vectorRaw ?? null);
  } else {
    const position =
      item.after === undefined
        ? lastPosition(connection, 'memories')
        : positionAfter(connection, 'memories', item.after);
    insertMemory(to, item.id, item.raw, { version, position }, item.vectorRaw);
  }
  connection.run('UPDATE memories SET mark = ? WHERE id = ?', item.mark, toIdText(item.id));
}

function reorder(connection: Connection, ids: readonly string[]): void {
  connection.run(
    `UPDATE memories SET position = (j.key + 1) * ${GAP} FROM json_each(?) j WHERE memories.id = j.value`,
    idList(ids),
  );
}

function replaceEdges(connection: Connection, edges: NonNullable<MirrorStep['edges']>): void {
  if (edges.of) {
    connection.run(
      `DELETE FROM edges WHERE source IN (SELECT value FROM json_each(?1)) OR target IN (SELECT value FROM json_each(?1))`,
      idList(edges.of),
    );
  } else {
    connection.run('DELETE FROM edges');
  }
  let position = lastPosition(connection, 'edges');
  for (const { source, target, type } of edges.list) {
    connection.run(
      'INSERT INTO edges (position, source, target, type) VALUES (?, ?, ?, ?)',
      position,
      ...[source, target, type].map(toIdText),
    );
    position += GAP;
  }
}
