/**
 * A Change is the only way to mutate a cube. It is made of operations that each know their inverse, it
 * knows who made it and why, and it is plain data: undo, history, diff, blame, merge and the journal all
 * read the same thing.
 */
import type { RawJson } from '../base/json/types';
import type { Edge, FieldPath, MemoryKey } from './memory';

export type Actor = 'user' | 'scheduler' | 'chat' | 'mcp' | 'import' | 'external' | 'cli';

/** Sets, adds (`before` null) or removes (`after` null) one field of one memory. */
export interface UpdateOp {
  readonly op: 'update';
  readonly key: MemoryKey;
  readonly path: FieldPath;
  readonly before: RawJson | null;
  readonly after: RawJson | null;
}

/** Adds or removes a whole memory. `previous` is the memory that stands before it in the file. */
export interface RecordOp {
  readonly op: 'add' | 'remove';
  readonly key: MemoryKey;
  readonly raw: RawJson;
  readonly previous: MemoryKey | null;
  readonly collection?: string | undefined;
}

/** Adds or removes one edge. `index` is its place among the edges; past the end means last. */
export interface EdgeOp {
  readonly op: 'link' | 'unlink';
  readonly edge: Edge;
  readonly index: number;
  /** The edge as written, where it holds more than its three members. */
  readonly raw?: RawJson | undefined;
}

export type Op = UpdateOp | RecordOp | EdgeOp;

export interface Change {
  readonly id: string;
  /** ISO 8601 with offset. */
  readonly at: string;
  readonly actor: Actor;
  /** Why, for people: what the command was, or the text a person gave. */
  readonly reason: string;
  readonly ops: readonly Op[];
}

const OPPOSITE = { add: 'remove', remove: 'add', link: 'unlink', unlink: 'link' } as const;

/** The operation that takes an operation back. */
export function invertOp(op: Op): Op {
  if (op.op === 'update') return { ...op, before: op.after, after: op.before };
  return { ...op, op: OPPOSITE[op.op] } as Op;
}

/** The operations that take a list of operations back, last first. */
export function invertOps(ops: readonly Op[]): Op[] {
  return ops.map(invertOp).reverse();
}

/** The memories that an operation speaks of. */
export function touchedKeys(op: Op): readonly MemoryKey[] {
  return 'edge' in op ? [op.edge.source, op.edge.target] : [op.key];
}
