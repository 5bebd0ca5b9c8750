import { nodeAt, nodeValue } from '../../../../src/engine/base/json/value';
import { parseJson } from '../../../../src/engine/base/json/parse';
import type { JsonNode, JsonPath, JsonRecord } from '../../../../src/engine/base/json/types';
import { byteLocator } from '../../../../src/engine/cube/problems/byteLocator';
import type { EdgeView, RecordView, TextMemoryView } from '../../../../src/engine/cube/problems/input';
import { layoutOf } from '../../../../src/engine/cube/text/layout';
import type { TextFormat } from '../../../../src/engine/model/memory';

/** A view of a whole text, the slow and simple way. */
export function viewOf(
  text: string,
  format: TextFormat,
  extra: Partial<TextMemoryView> = {},
): TextMemoryView {
  const root = parseJson(text);
  const bytes = Buffer.from(text);
  const at = (offset: number): number => Buffer.byteLength(text.slice(0, offset));
  const items = (path: JsonPath): JsonNode[] => {
    const node = nodeAt(root, path);
    return node?.kind === 'array' ? node.items : [];
  };
  const nodes =
    format === 'tree_text'
      ? items(['nodes'])
      : format === 'pref_text' && root.kind === 'object'
        ? root.members.flatMap((m) => items([m.key]))
        : items([]);
  const layout = layoutOf(format);
  const records = nodes.map((node, index): RecordView => {
    const value = nodeValue(node) as JsonRecord;
    const vector = nodeAt(node, layout.vector);
    return {
      key: typeof value['id'] === 'string' ? value['id'] : (JSON.stringify(value['id']) ?? ''),
      id: value['id'],
      index,
      format,
      start: at(node.start),
      end: at(node.end),
      value,
      vectorLength: vector?.kind === 'array' ? vector.items.length : undefined,
      layout,
      text: () => text.slice(node.start, node.end),
    };
  });
  const edges = items(['edges']).map((node, index): EdgeView => {
    const value = nodeValue(node) as JsonRecord;
    const member = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
    const ends = { source: member('source'), target: member('target'), type: member('type') };
    return { ...ends, index, start: at(node.start), end: at(node.end) };
  });
  const members =
    root.kind !== 'object'
      ? []
      : root.members.map((m) => ({
          key: m.key,
          value: nodeValue(m.value),
          start: at(m.value.start),
          end: at(m.value.end),
        }));
  return {
    file: 'textual_memory.json',
    format,
    bytes,
    records,
    edges,
    members,
    locate: byteLocator(bytes),
    ...extra,
  };
}
