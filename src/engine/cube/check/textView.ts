import { own, quickJson } from '../../base/json/quick';
import type { JsonRecord } from '../../base/json/types';
import { isRecord } from '../../base/json/value';
import type { CubeConfig } from '../config/readConfig';
import { byteLocator } from '../problems/byteLocator';
import type { EdgeView, RecordView, RootMember, TextMemoryView } from '../problems/input';
import { readRecord } from '../text/records';
import type { TextMemory } from '../text/textMemory';

/** What the rules see of a text memory that has just been read and not been edited. */
export function textView(memory: TextMemory, file: string, config?: CubeConfig): TextMemoryView {
  return {
    file,
    format: memory.format,
    bytes: memory.bytes,
    records: { [Symbol.iterator]: () => records(memory) },
    edges: { [Symbol.iterator]: () => edges(memory) },
    members: { [Symbol.iterator]: () => members(memory) },
    locate: byteLocator(memory.bytes),
    config,
  };
}

function* records(memory: TextMemory): Generator<RecordView> {
  let index = 0;
  for (const slot of memory.slots()) {
    const { value, dimensions } = readRecord(memory.scanner, slot, memory.format);
    const record = isRecord(value) ? value : (Object.create(null) as JsonRecord);
    yield {
      key: slot.row.key,
      id: own(record, 'id'),
      index: index++,
      format: memory.format,
      start: slot.start,
      end: slot.end,
      value: record,
      vectorLength: dimensions ?? slot.row.dimensions,
      layout: memory.layout,
      text: () => memory.body(slot),
    };
  }
}

function* edges(memory: TextMemory): Generator<EdgeView> {
  for (const [index, { edge, start, end }] of memory.edges.slots.entries())
    yield { ...edge, index, start, end };
}

function* members(memory: TextMemory): Generator<RootMember> {
  if (memory.format !== 'tree_text') return;
  const { scanner } = memory;
  for (const member of scanner.members(scanner.skipSpace(memory.bytes[0] === 0xef ? 3 : 0))) {
    member.end = scanner.skipValue(member.start);
    if (member.key === 'nodes' || member.key === 'edges') continue;
    const text = memory.bytes.toString('utf8', member.start, member.end);
    yield { key: member.key, value: quickJson(text), start: member.start, end: member.end };
  }
}
