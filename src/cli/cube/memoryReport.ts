/** Everything about one memory, as `openmem show` gives it: plain data, made out of the record. */
import { byteLine } from '../../engine/base/position';
import { parseJson } from '../../engine/base/json/parse';
import type { JsonValue } from '../../engine/base/json/types';
import { nodeAt, nodeValue } from '../../engine/base/json/value';
import { childrenOf } from '../../engine/cube/outline/childrenOf';
import { forestOf } from '../../engine/cube/outline/forest';
import { textOf } from '../../engine/cube/outline/recordData';
import { estimateTokens } from '../../engine/base/tokens';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { MemoryKey } from '../../engine/model/memory';
import { normaliseSources } from '../../engine/model/normalise';
import { oneLine } from './fields';
import { isoTime } from '../output/numbers';

/** The other end of a relation. */
export interface Relation {
  readonly type: string;
  readonly id: string;
  /** Null where the cube holds no such memory. */
  readonly title: string | null;
}

/** One member of the metadata as it is written; text is unquoted. */
export interface WrittenField {
  readonly name: string;
  readonly text: string;
}

/** The report on a memory; throws StudioError `not-found`. */
export function memoryReport(memory: TextMemory, key: MemoryKey) {
  const slot = memory.slot(key);
  const { row } = slot;
  const text = memory.body(slot);
  const root = parseJson(text, { file: memory.file });
  const data = nodeValue(root);
  const metadata = nodeAt(root, memory.layout.metadata);
  const vectorName = memory.layout.vector.length > 1 ? memory.layout.vector.at(-1) : undefined;
  const members = metadata?.kind === 'object' ? metadata.members.filter((m) => m.key !== vectorName) : [];
  const plain = Object.create(null) as Record<string, JsonValue>;
  for (const member of members) plain[member.key] = nodeValue(member.value);
  const body = textOf(memory, data);
  return {
    json: {
      memory: {
        key,
        id: row.id,
        title: row.title,
        text: body,
        tokens: estimateTokens(body),
        type: row.type,
        kind: row.kind,
        status: row.status,
        visibility: row.visibility,
        tags: row.tags,
        collection: row.collection ?? null,
        createdAt: isoTime(row.createdAt),
        updatedAt: isoTime(row.updatedAt),
        confidence: row.confidence ?? null,
        uses: row.uses,
        version: row.version,
        vector: row.dimensions === undefined ? null : { dimensions: row.dimensions },
        line: byteLine(memory.bytes, slot.start).line,
      },
      metadata: plain,
      sources: normaliseSources(plain['sources']),
      relations: relationsOf(memory, key),
      path: pathTo(memory, key),
      children: childrenOf(memory, key, { offset: 0, limit: Infinity }).items.map(({ row: child }) => ({
        key: child.key,
        title: child.title,
      })),
    },
    written: members.map(({ key: name, value }): WrittenField => {
      const raw = text.slice(value.start, value.end);
      return { name, text: value.kind === 'string' ? String(value.value) : oneLine(raw) };
    }),
  };
}

/** Relations by the memory's id, where that id means this memory. */
function relationsOf(memory: TextMemory, key: MemoryKey): { outgoing: Relation[]; incoming: Relation[] } {
  const forest = forestOf(memory);
  const at = forest.of(key);
  if (!forest.ownsId(at)) return { outgoing: [], incoming: [] };
  const { id } = forest.rows[at]!;
  const end = (type: string, other: string): Relation => ({
    type,
    id: other,
    title: forest.rows[forest.ofId(other)]?.title ?? null,
  });
  return {
    outgoing: memory.edgesFrom(id).map(({ type, target }) => end(type, target)),
    incoming: memory.edgesTo(id).map(({ type, source }) => end(type, source)),
  };
}

function pathTo(memory: TextMemory, key: MemoryKey): { key: string; title: string }[] {
  const forest = forestOf(memory);
  return forest.ancestors(forest.of(key)).map((at) => {
    const { key: above, title } = forest.rows[at]!;
    return { key: above, title };
  });
}
