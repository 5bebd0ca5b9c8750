import { isRecord } from '../../../base/json/value';
import type { JsonValue } from '../../../base/json/types';
import { isIsoDateTime } from '../../config/isoDateTime';
import { valueAt } from '../../../model/summarise';
import type { TextRule } from '../rule';

const messages = {
  object: 'Neo4j cannot store the object in "{0}": MemOS stops loading the tree at this memory.',
  list: 'Neo4j cannot store the list in "{0}", which must hold simple values of one kind: MemOS stops loading the tree at this memory.',
  sources: '"sources" must be a list: MemOS stops loading the tree at this memory.',
  time: '"{0}" is no date and time in ISO 8601 form: MemOS stops loading the tree at this memory.',
} as const;

/** Values that MemOS hands to Neo4j as they are when it loads a tree, and that Neo4j refuses. */
export const graphImport: TextRule = {
  messages,
  start(view, report) {
    if (view.format !== 'tree_text') return undefined;
    return {
      record(record) {
        const metadata = valueAt(record.value, record.layout.metadata);
        if (!isRecord(metadata)) return;
        for (const key in metadata) {
          const message = refusal(key, metadata[key]!);
          if (message === undefined) continue;
          const at = { record, path: [...record.layout.metadata, key] };
          const rule = message === 'time' ? 'text/timestamp' : 'text/nested';
          report({ severity: 'error', rule, message: messages[message], args: [key], at });
        }
      },
    };
  },
};

function refusal(key: string, value: JsonValue): keyof typeof messages | undefined {
  if (key === 'embedding' || value === null) return undefined;
  if (key === 'sources')
    return Array.isArray(value) || value === '' || value === 0 || value === false ? undefined : 'sources';
  if (key === 'created_at' || key === 'updated_at') {
    return typeof value === 'string' && isTime(value) ? undefined : 'time';
  }
  if (isRecord(value)) return 'object';
  if (!Array.isArray(value)) return undefined;
  const kind = typeof value[0];
  return value.every((item) => item !== null && typeof item === kind && kind !== 'object')
    ? undefined
    : 'list';
}

/** Cypher's `datetime()` wants a date, a time after a `T`, and may have an offset or a zone. */
const isTime = (text: string): boolean =>
  isIsoDateTime(text.replace(/\[[\w/+-]+\]$/, '')) && !/^\S{8,10}[^T\d-]/.test(text);
