/**
 * Carrying changes over to a file that somebody else has changed meanwhile. Each operation knows the value
 * it started from: where that still stands, the operation is applied; where the new value stands already,
 * it is dropped; where neither does, the field or memory is in conflict, and everything that later touches
 * it is held back with it.
 */
import { StudioError } from '../../base/errors';
import { parseJson } from '../../base/json/parse';
import type { EdgeOp, Op, RecordOp, UpdateOp } from '../../model/change';
import type { FieldPath, MemoryKey, TextFormat } from '../../model/memory';
import { sameRaw } from '../../base/json/sameRaw';
import type { TextMemory } from '../text/textMemory';
import { diffRecord, pathsOverlap } from './diffRecord';

/** A memory (`path` empty) or field on which both sides differ. */
export interface ConflictPlace {
  readonly key: MemoryKey;
  readonly path: FieldPath;
}

export class Rebase {
  /** Fields and memories in conflict, by memory. */
  readonly conflicts = new Map<MemoryKey, FieldPath[]>();

  /** @param target the other side's memory; the caller applies to it what `fit` returns. */
  constructor(private readonly target: TextMemory) {}

  /**
   * The operations of `op` that fit the target now: none (conflict, or done already), the same, or the
   * same with other surroundings. Apply them before the next call.
   */
  fit(op: Op): Op[] {
    if ('edge' in op) return this.edge(op);
    if (this.inConflict(op.key, op.op === 'update' ? op.path : [])) return [];
    if (op.op === 'update') return this.update(op);
    return op.op === 'add' ? this.add(op) : this.remove(op);
  }

  /**
   * Applies what of `op` fits by `apply`; undefined where nothing does. A place that cannot take the
   * operation (a member of what is no object on the other side) is in conflict too.
   */
  carry<T>(op: Op, apply: (ops: readonly Op[]) => T): T | undefined {
    const fitting = this.fit(op);
    if (fitting.length === 0) return undefined;
    try {
      return apply(fitting);
    } catch (error) {
      if (!(error instanceof StudioError) || 'edge' in op) throw error;
      this.conflict(op.key, op.op === 'update' ? op.path.slice(0, -1) : []);
      return undefined;
    }
  }

  /** Whether an operation was held back by a conflict. */
  holdsBack(op: Op): boolean {
    if ('edge' in op) return false;
    const path = op.op === 'update' ? op.path : [];
    return (this.conflicts.get(op.key) ?? []).some((other) => pathsOverlap(other, path));
  }

  *places(): Generator<ConflictPlace> {
    for (const [key, paths] of this.conflicts) for (const path of paths) yield { key, path };
  }

  private inConflict(key: MemoryKey, path: FieldPath): boolean {
    const known = this.conflicts.get(key);
    const touching = known?.filter((other) => pathsOverlap(other, path)) ?? [];
    if (touching.length === 0) return false;
    const wider = touching.every((other) => other.length > path.length);
    if (wider) this.conflict(key, path);
    return true;
  }

  private conflict(key: MemoryKey, path: FieldPath): Op[] {
    const others = (this.conflicts.get(key) ?? []).filter((other) => !pathsOverlap(other, path));
    this.conflicts.set(key, [...others, path]);
    return [];
  }

  private update(op: UpdateOp): Op[] {
    if (!this.target.has(op.key)) return this.conflict(op.key, []);
    const current = this.target.fieldRaw(op.key, op.path);
    if (sameRaw(current, op.before)) return [op];
    if (sameRaw(current, op.after)) return [];
    const finer = membersOf(op, this.target.format);
    if (finer && current !== null && isObject(current)) return finer.flatMap((part) => this.fit(part));
    return this.conflict(op.key, op.path);
  }

  private add(op: RecordOp): Op[] {
    if (this.target.has(op.key)) {
      return sameRaw(this.target.text(op.key), op.raw) ? [] : this.conflict(op.key, []);
    }
    const known = op.previous === null || this.target.has(op.previous);
    return [known ? op : { ...op, previous: lastKey(this.target, op.collection) }];
  }

  private remove(op: RecordOp): Op[] {
    if (!this.target.has(op.key)) return [];
    return sameRaw(this.target.text(op.key), op.raw) ? [op] : this.conflict(op.key, []);
  }

  private edge(op: EdgeOp): Op[] {
    const { source, target, type } = op.edge;
    const there = this.target.edgesFrom(source).some((e) => e.target === target && e.type === type);
    return there === (op.op === 'unlink') ? [op] : [];
  }
}

/** A change of an object as changes of its members, so that both sides may change different ones. */
function membersOf(op: UpdateOp, format: TextFormat): UpdateOp[] | undefined {
  if (op.before === null || op.after === null || !isObject(op.before) || !isObject(op.after))
    return undefined;
  // Only a whole record has places that the format names; inside it paths are as they stand.
  const parts = diffRecord(op.before, op.after, op.path.length === 0 ? format : 'naive_text');
  if (parts.some((part) => part.path.length === 0)) return undefined;
  return parts.map((part) => ({ ...op, ...part, path: [...op.path, ...part.path] }));
}

function isObject(raw: string): boolean {
  return parseJson(raw).kind === 'object';
}

function lastKey(memory: TextMemory, collection: string | undefined): MemoryKey | null {
  const list = memory.collections.find((c) => c.collection === collection) ?? memory.collections[0];
  return list?.sequence.slots.at(-1)?.row.key ?? null;
}
