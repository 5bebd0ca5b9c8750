import { parseJson } from '../base/json/parse';
import { nodeAt } from '../base/json/value';
import type { RawJson } from '../base/json/types';
import type { TextFormat } from '../model/memory';
import { layoutOf } from '../cube/text/layout';

/** A record in the layout of tree_text, its vector apart where its format keeps it outside the metadata. */
export interface TreeRecord {
  readonly raw: RawJson;
  readonly vectorRaw: RawJson | undefined;
}

/**
 * A record of any of the four formats as tree_text lays it out: `{"id", "memory", "metadata"}`, each value as
 * it was written.
 */
export function toTreeRecord(format: TextFormat, record: RawJson): TreeRecord {
  if (format === 'tree_text' || format === 'naive_text') return { raw: record, vectorRaw: undefined };
  const root = parseJson(record);
  const layout = layoutOf(format);
  const members: string[] = [];
  const take = (name: string, path: readonly (string | number)[]): void => {
    const node = nodeAt(root, path);
    if (node) members.push(`"${name}": ${record.slice(node.start, node.end)}`);
  };
  take('id', ['id']);
  take('memory', layout.memory);
  take('metadata', layout.metadata);
  const vector = nodeAt(root, layout.vector);
  const raw = `{${members.join(', ')}}`;
  const vectorRaw = vector?.kind === 'array' ? record.slice(vector.start, vector.end) : undefined;
  return { raw, vectorRaw };
}
