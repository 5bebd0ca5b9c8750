import { quickJson } from '../base/json/quick';
import { parseJson } from '../base/json/parse';
import type { JsonNode } from '../base/json/types';
import { isRecord, nodeAt } from '../base/json/value';
import type { TextMemory } from '../cube/text/textMemory';
import type { FoundLoss } from './lossList';

/** Members of the file that a copy writes anew. */
const OF_FILE: ReadonlySet<string> = new Set(['nodes', 'edges', 'total_nodes', 'total_edges']);
const OF_EDGE: ReadonlySet<string> = new Set(['source', 'target', 'type']);

/**
 * What of a text memory no portion of an export holds: its format where it is not tree_text, members of the file
 * beside its lists and totals, of an edge beside its three, and of a record beside text, metadata and vector.
 */
export async function* leftOutOf(memory: TextMemory, signal?: AbortSignal): AsyncGenerator<FoundLoss> {
  if (memory.format !== 'tree_text') {
    yield { rule: 'format', memory: '', field: '', before: memory.format, after: 'tree_text' };
  } else {
    for (const { key, value } of membersOfFile(memory)) {
      if (!OF_FILE.has(key)) yield { rule: 'file-member', memory: '', field: key, before: value, after: '' };
    }
  }
  let at = 0;
  for (const slot of memory.edges.slots) {
    const edge = quickJson(memory.body(slot));
    const more = isRecord(edge) ? Object.keys(edge).filter((name) => !OF_EDGE.has(name)) : [];
    const { source } = slot.edge;
    for (const name of more) {
      yield { rule: 'edge-member', memory: source, field: name, before: memory.body(slot), after: '' };
    }
    if (++at % 2000 === 0) await breathe(signal);
  }
  if (memory.format === 'tree_text' || memory.format === 'naive_text') return;
  for (const slot of memory.slots()) {
    const record = memory.body(slot);
    for (const { key, node } of unusedMembers(memory, record)) {
      const before = record.slice(node.start, node.end);
      yield { rule: 'field-missing', memory: slot.row.key, field: key, before, after: '' };
    }
    if (++at % 500 === 0) await breathe(signal);
  }
}

async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

function* membersOfFile({ scanner, bytes }: TextMemory): Generator<{ key: string; value: string }> {
  const start = bytes.indexOf('{');
  if (start < 0) return;
  for (const member of scanner.members(start)) {
    member.end = scanner.skipValue(member.start);
    const end = Math.min(member.end, member.start + 600);
    yield { key: member.key, value: bytes.toString('utf8', member.start, end) };
  }
}

/** Members that the record has beside those that its layout names, and those of what it wraps them in. */
function unusedMembers({ layout }: TextMemory, record: string): { key: string; node: JsonNode }[] {
  const root = parseJson(record);
  const used = new Set([
    'id',
    ...[layout.memory, layout.metadata, layout.vector].map((path) => path.join('.')),
  ]);
  const wrapper = layout.memory.slice(0, -1).join('.');
  const found: { key: string; node: JsonNode }[] = [];
  const look = (node: JsonNode | undefined, lead: string): void => {
    if (node?.kind !== 'object') return;
    for (const { key, value } of node.members) {
      const name = lead + key;
      if (wrapper !== '' && name === wrapper) look(nodeAt(root, [name]), `${name}.`);
      else if (!used.has(name) && !(lead !== '' && key === 'id')) found.push({ key: name, node: value });
    }
  };
  look(root, '');
  return found;
}
