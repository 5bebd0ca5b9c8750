/**
 * Applying a Change to the database: every operation in order inside one transaction. Something that is not as
 * an operation expects throws ConflictError, which takes all of it back.
 */
import { StudioError } from '../../base/errors';
import { sameRaw } from '../../base/json/sameRaw';
import { rawAt } from '../../base/json/value';
import {
  touchedKeys,
  type Change,
  type EdgeOp,
  type Op,
  type RecordOp,
  type UpdateOp,
} from '../../model/change';
import type { Connection } from './connection';
import { positionAfter, positionAt } from './positions';
import { toIdText } from './idText';
import {
  deleteMemory,
  edited,
  insertMemory,
  keptOf,
  ownVector,
  replaceMemory,
  tick,
  type Kept,
  type Writing,
} from './write';
import { refreshRoots } from './roots';

/** Memories are not as somebody expected. */
export class ConflictError extends Error {
  constructor(readonly ids: readonly string[]) {
    super('Memories have changed meanwhile.');
  }
}

/** Applies a Change; returns the new versions. Inside a transaction. */
export function applyChange(
  to: Writing,
  change: Change,
  expected: ReadonlyMap<string, string | null>,
): Map<string, string | null> {
  const { connection } = to;
  const late = [...expected].filter(([id, version]) => versionOf(connection, id) !== version);
  if (late.length > 0) throw new ConflictError(late.map(([id]) => id));
  const version = tick(connection);
  for (const op of change.ops) applyOp(to, op, version);
  const ids = new Set(change.ops.flatMap(touchedKeys));
  refreshRoots(connection, ids);
  const written = change.ops.flatMap((op) => ('key' in op ? [op.key] : []));
  return new Map(written.map((id) => [id, versionOf(connection, id)]));
}

function versionOf(connection: Connection, id: string): string | null {
  const row = connection.one('SELECT version FROM memories WHERE id = ?', toIdText(id));
  return row ? String(row['version']) : null;
}

function applyOp(to: Writing, op: Op, version: number): void {
  if (op.op === 'update') update(to, op, version);
  else if ('edge' in op) {
    if (op.op === 'link') linkEdge(to.connection, op);
    else unlinkEdge(to.connection, op);
  } else if (op.op === 'add') add(to, op, version);
  else deleteMemory(to, op.key, keptFor(to, op.key), version);
}

function keptFor({ connection }: Writing, id: string): Kept {
  const kept = keptOf(connection, id);
  if (!kept) throw new ConflictError([id]);
  return kept;
}

function add(to: Writing, op: RecordOp, version: number): void {
  if (keptOf(to.connection, op.key)) throw new ConflictError([op.key]);
  const position = positionAfter(to.connection, 'memories', op.previous);
  insertMemory(to, op.key, op.raw, { version, position });
}

function update(to: Writing, op: UpdateOp, version: number): void {
  const kept = keptFor(to, op.key);
  const [head, second] = op.path;
  if (head === 'id' || op.path.length === 0) {
    throw new StudioError('unsupported', 'The id of a memory in a store cannot be changed.', {
      remedy: 'Duplicate the memory instead and remove the old one.',
    });
  }
  if (head === 'vector' || (head === 'metadata' && second === 'embedding')) {
    updateVector(to, op, kept, version);
    return;
  }
  const raw = edited(kept.raw, op.path, rawAt(kept.raw, op.path) ?? null, op);
  if (raw === undefined) throw new ConflictError([op.key]);
  replaceMemory(to, op.key, kept, raw, version);
}

function updateVector(to: Writing, op: UpdateOp, kept: Kept, version: number): void {
  const path = op.path.slice(op.path[0] === 'vector' ? 1 : 2);
  const inRecord = rawAt(kept.raw, ['metadata', 'embedding']);
  const present = ownVector(to.connection, kept.n) ?? inRecord ?? null;
  if (path.length === 0) {
    if (!sameRaw(present, op.before)) throw new ConflictError([op.key]);
    // Let the record hold it; what is a vector is taken apart again when it is written.
    const raw = edited(kept.raw, ['metadata', 'embedding'], null, { before: null, after: op.after });
    replaceMemory(to, op.key, kept, raw ?? kept.raw, version, null);
    return;
  }
  const next = present === null ? undefined : edited(present, path, rawAt(present, path) ?? null, op);
  if (next === undefined) throw new ConflictError([op.key]);
  replaceMemory(to, op.key, kept, kept.raw, version, next);
}

function linkEdge(connection: Connection, { edge, index, raw }: EdgeOp): void {
  connection.run(
    'INSERT INTO edges (position, source, target, type, raw) VALUES (?, ?, ?, ?, ?)',
    positionAt(connection, index),
    toIdText(edge.source),
    toIdText(edge.target),
    toIdText(edge.type),
    raw ?? null,
  );
}

/** Takes away the edge at the place that the operation names, or another one that is the same. */
function unlinkEdge(connection: Connection, { edge, index }: EdgeOp): void {
  const same = 'source = ? AND type = ? AND target = ?';
  const values = [edge.source, edge.type, edge.target].map(toIdText);
  const found = connection.all(`SELECT n, position FROM edges WHERE ${same} ORDER BY position`, ...values);
  const [first] = found;
  if (!first) throw new ConflictError([edge.source, edge.target]);
  let { n } = first;
  if (found.length > 1) {
    const there = connection.one('SELECT n FROM edges ORDER BY position LIMIT 1 OFFSET ?', index);
    if (found.some((one) => one['n'] === there?.['n'])) n = there?.['n'];
  }
  connection.run('DELETE FROM edges WHERE n = ?', Number(n));
}
