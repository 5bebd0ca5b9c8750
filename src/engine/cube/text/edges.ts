import { own } from '../../base/json/quick';
import type { JsonValue } from '../../base/json/types';
import type { Edge } from '../../model/memory';
import type { Slot } from './sequence';

/** An edge in its file. */
export interface EdgeSlot extends Slot {
  readonly edge: Edge;
}

/** Reads `{source, target, type}`; members that are missing or no strings become ''. */
export function edgeOf(value: JsonValue): Edge {
  return { source: textOf(value, 'source'), target: textOf(value, 'target'), type: textOf(value, 'type') };
}

function textOf(value: JsonValue, key: string): string {
  const member = own(value, key);
  return typeof member === 'string' ? member : '';
}

export const sameEdge = (a: Edge, b: Edge): boolean =>
  a.type === b.type && a.source === b.source && a.target === b.target;

/** Which edges start and end at a memory; kept up to date edge by edge. */
export class EdgeIndex {
  private readonly outgoing = new Map<string, Edge[]>();
  private readonly incoming = new Map<string, Edge[]>();

  add(edge: Edge): void {
    push(this.outgoing, edge.source, edge);
    push(this.incoming, edge.target, edge);
  }

  remove(edge: Edge): void {
    drop(this.outgoing, edge.source, edge);
    drop(this.incoming, edge.target, edge);
  }

  from(id: string): readonly Edge[] {
    return this.outgoing.get(id) ?? [];
  }

  to(id: string): readonly Edge[] {
    return this.incoming.get(id) ?? [];
  }
}

function push(map: Map<string, Edge[]>, id: string, edge: Edge): void {
  const list = map.get(id);
  if (list) list.push(edge);
  else map.set(id, [edge]);
}

/** Looks from the end, where what a change of many edges concerns stands: they go last first. */
function drop(map: Map<string, Edge[]>, id: string, edge: Edge): void {
  const list = map.get(id);
  if (!list) return;
  const itself = list.lastIndexOf(edge);
  const at = itself >= 0 ? itself : list.findLastIndex((other) => sameEdge(other, edge));
  if (at < 0) return;
  if (list.length === 1) map.delete(id);
  else list.splice(at, 1);
}
