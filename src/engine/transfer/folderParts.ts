import type { RawJson } from '../base/json/types';
import type { TextMemory } from '../cube/text/textMemory';
import { parseJson } from '../base/json/parse';
import { nodeAt } from '../base/json/value';
import type { ExportedMemory, ExportPart } from '../store/port';
import { numbersOf, takeRecord } from '../store/sqlite/record';
import { toTreeRecord } from './treeRecord';

const PORTION = 500;

/** One memory of a file as a portion of an export has it. */
export function exportedMemory(memory: TextMemory, key: string): ExportedMemory {
  const { raw, vectorRaw } = toTreeRecord(memory.format, memory.text(key));
  const taken = takeRecord(key, raw, vectorRaw);
  const numbers = taken.vectorRaw === undefined ? undefined : numbersOf(taken.vectorRaw);
  return {
    id: key,
    raw: taken.raw,
    vectorRaw: taken.vectorRaw,
    vectorPlace: taken.vectorPlace,
    vectors: numbers ? [{ embedder: { name: '', dimensions: numbers.length }, vector: numbers }] : [],
  };
}

/** A text memory as portions of an export, in the order of the file. */
export async function* folderParts(memory: TextMemory, signal?: AbortSignal): AsyncGenerator<ExportPart> {
  let memories: ExportedMemory[] = [];
  for (const { row } of memory.slots()) {
    memories.push(exportedMemory(memory, row.key));
    if (memories.length < PORTION) continue;
    signal?.throwIfAborted();
    yield { kind: 'memories', memories };
    memories = [];
    await new Promise((resolve) => setImmediate(resolve));
  }
  signal?.throwIfAborted();
  if (memories.length > 0) yield { kind: 'memories', memories };
  const edges = memory.edges.slots.map((slot) => slot.edge);
  for (let at = 0; at < edges.length; at += PORTION) {
    yield { kind: 'edges', edges: edges.slice(at, at + PORTION) };
  }
}

/** The record with its vector back in its place in the metadata. */
export function withVector({ raw, vectorRaw, vectorPlace }: Omit<ExportedMemory, 'id' | 'vectors'>): RawJson {
  if (vectorRaw === undefined) return raw;
  const metadata = nodeAt(parseJson(raw), ['metadata']);
  if (metadata?.kind !== 'object') return raw;
  const member = `"embedding": ${vectorRaw}`;
  const { members } = metadata;
  const next = members[vectorPlace ?? members.length];
  if (next) return `${raw.slice(0, next.keyStart)}${member}, ${raw.slice(next.keyStart)}`;
  const last = members.at(-1);
  if (!last) return `${raw.slice(0, metadata.start + 1)}${member}${raw.slice(metadata.end - 1)}`;
  return `${raw.slice(0, last.value.end)}, ${member}${raw.slice(last.value.end)}`;
}
