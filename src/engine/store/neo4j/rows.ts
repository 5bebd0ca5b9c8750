import { isInt, type RecordShape } from 'neo4j-driver';
import { readJson } from '../../base/json/value';
import type { RecordLayout } from '../../model/memory';
import type { StoredMemory, StoreRow } from '../../model/store';
import { summarise } from '../../model/summarise';
import { decodeRecord } from './decode';
import { versionOf } from './versionOf';

const LAYOUT: RecordLayout = {
  memory: ['memory'],
  metadata: ['metadata'],
  vector: ['metadata', 'embedding'],
};

/** Everything of a node but its vector, and the length of that. */
export const NODE = 'n {.*, embedding: null} AS node, size(n.embedding) AS dimensions';

/** What {@link NODE} gives. */
export interface NodeShape extends RecordShape {
  readonly node: Readonly<Record<string, unknown>>;
  readonly dimensions: unknown;
}

/** Only what a row in a list shows. */
export const ROW = `n {.id, .memory, .key, .memory_type, .preference_type, .type, .status, .visibility, .tags,
  .created_at, .memory_time, .updated_at, .confidence, .usage, .version} AS node, size(n.embedding) AS dimensions`;

export function storedMemory({ node, dimensions }: NodeShape): StoredMemory {
  const raw = decodeRecord(node);
  const id = String(node.id);
  const row = summarise(id, readJson(raw), LAYOUT, { dimensions: asNumber(dimensions) });
  return { id, raw, version: versionOf(raw), row };
}

export function storeRow(shape: NodeShape & { readonly childCount: unknown }): StoreRow {
  return { ...storedMemory(shape).row, childCount: asNumber(shape.childCount) ?? 0 };
}

/** A whole number of the driver. */
export function asNumber(value: unknown): number | undefined {
  if (isInt(value)) return value.toNumber();
  return typeof value === 'number' ? value : undefined;
}
