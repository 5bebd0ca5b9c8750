/** The operations of a Change, applied to records in memory, to see what they come to and whether they fit. */
import { StudioError } from '../../base/errors';
import { applySplice, removeValue, setValue } from '../../base/json/edit';
import { rawAt, readJson } from '../../base/json/value';
import type { JsonValue, RawJson } from '../../base/json/types';
import { toRaw } from '../../base/json/render';
import type { EdgeOp, Op, RecordOp, UpdateOp } from '../../model/change';
import type { FieldPath } from '../../model/memory';
import { RESERVED_NAMES } from './names';

const edgeKey = ({ edge }: EdgeOp): string => JSON.stringify([edge.source, edge.type, edge.target]);

export class Draft {
  /** Edges to write and to delete, by what they are. */
  readonly links = new Map<string, EdgeOp>();
  /** Memories that are not as the operations expect. */
  readonly conflicts = new Set<string>();

  /** Records as they are, with their vector; those that do not exist are not in it. `edges` are the keys of those there. */
  constructor(
    readonly records: Map<string, RawJson>,
    private readonly edges: Set<string>,
  ) {}

  apply(op: Op): void {
    if (op.op === 'update') this.update(op);
    else if ('edge' in op) this.changeEdge(op);
    else this.changeRecord(op);
  }

  private update({ key, path, before, after }: UpdateOp): void {
    const raw = this.records.get(key);
    const where = fieldPath(path);
    if (raw === undefined || !sameJson(rawAt(raw, where) ?? null, before)) {
      this.conflicts.add(key);
      return;
    }
    refuseReserved(path);
    const splice = after === null ? removeValue(raw, where) : setValue(raw, where, after);
    if (splice !== undefined) this.records.set(key, applySplice(raw, splice));
  }

  private changeRecord({ op, key, raw }: RecordOp): void {
    const there = this.records.has(key);
    if (there === (op === 'add')) this.conflicts.add(key);
    else if (op === 'remove') this.records.delete(key);
    else if (readJson(rawAt(raw, ['id']) ?? 'null') === key) this.records.set(key, raw);
    else throw new StudioError('bad-argument', `The record of ${key} does not have this id.`);
  }

  private changeEdge(op: EdgeOp): void {
    const { source, target } = op.edge;
    const key = edgeKey(op);
    const missing = [source, target].filter((id) => !this.records.has(id));
    if (op.op === 'link') for (const id of missing) this.conflicts.add(id);
    if (this.edges.has(key) === (op.op === 'link')) for (const id of [source, target]) this.conflicts.add(id);
    if (op.op === 'link') this.edges.add(key);
    else this.edges.delete(key);
    this.links.set(key, op);
  }

  static edgeKeys(edges: readonly EdgeOp['edge'][]): Set<string> {
    return new Set(edges.map((edge) => edgeKey({ op: 'link', edge, index: 0 })));
  }
}

const fieldPath = (path: FieldPath): FieldPath => (path[0] === 'vector' ? ['metadata', 'embedding'] : path);

/** These are properties that say whose a memory is; as metadata they would take its place. */
function refuseReserved(path: FieldPath): void {
  const name =
    path[0] === 'metadata' ? (path[1] === 'info' && path.length > 2 ? path[2] : path[1]) : undefined;
  if (path[0] !== 'id' && (name === undefined || !RESERVED_NAMES.has(String(name)))) return;
  throw new StudioError('bad-argument', `“${path.join('.')}” cannot be changed in Neo4j.`, {
    remedy: 'There id, memory and user_name are what a memory is found by. Use another name.',
  });
}

/** Whether two JSON texts mean the same; the order of members and the spelling of numbers do not count. */
function sameJson(a: RawJson | null, b: RawJson | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return toRaw(sorted(readJson(a))) === toRaw(sorted(readJson(b)));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
