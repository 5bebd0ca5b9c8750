import { isRecord } from '../../../base/json/value';
import { own, quickJson } from '../../../base/json/quick';
import type { JsonPath, JsonRecord, JsonValue } from '../../../base/json/types';
import { valueAt } from '../../../model/summarise';
import type { RecordView } from '../input';
import { passes } from '../lenientTypes';
import {
  DREAM_TYPES,
  fieldsFor,
  HISTORY_FIELDS,
  SOURCE_FIELDS,
  type MetadataField,
  type MetadataType,
} from '../metadataFields';
import type { Finding, TextRule } from '../rule';

const messages = {
  null: '"{0}" must not be null; MemOS fails when it reads this memory.',
  text: '"{0}" must be a text.',
  flag: '"{0}" must be true or false.',
  whole: '"{0}" must be a whole number.',
  number: '"{0}" must be a number.',
  texts: '"{0}" must be a list of texts.',
  object: '"{0}" must be an object.',
  sources: '"{0}" must be a list of sources.',
  history: '"{0}" must be a list of earlier versions.',
  historyEntry: 'MemOS cannot read back this entry of the history: it must be an object, not a text.',
  value: '"{0}" is "{1}"; MemOS knows only {2}.',
  dream: '"{0}" is "{1}", which MemOS\'s Dream plugin writes and MemOS itself cannot read.',
} as const;

type Report = (finding: Finding) => void;

/** Types and enumerations of metadata: what MemOS's classes refuse when they read a memory. */
export const metadataTypes: TextRule = {
  messages,
  start(_view, report) {
    return {
      record(record) {
        let path = record.layout.metadata;
        let metadata = valueAt(record.value, path);
        const isPreference = record.format === 'pref_text';
        const nested = isPreference ? undefined : own(metadata, 'metadata');
        if (isRecord(nested)) [metadata, path] = [nested, [...path, 'metadata']];
        if (!isRecord(metadata)) return;
        const fields = fieldsFor(metadata, isPreference);
        for (const key in metadata) {
          const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
          if (field) checkField(record, path, key, metadata[key]!, field, report);
        }
      },
    };
  },
};

function checkField(
  record: RecordView,
  parent: JsonPath,
  key: string,
  value: JsonValue,
  field: MetadataField,
  report: Report,
): void {
  if (value === null) {
    if (!field.nullable) fail(record, [...parent, key], 'null', [key], report);
  } else if (field.type === 'history') {
    checkHistory(record, parent, key, value, report);
  } else if (field.type === 'sources') {
    checkSources(record, parent, key, value, report);
  } else if (!passes(field.type, value)) {
    fail(record, [...parent, key], field.type, [key], report);
  } else if (field.values && !field.values.includes(value as string)) {
    const dream = key === 'memory_type' && DREAM_TYPES.includes(value as string);
    const shown = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60);
    const at = { record, path: [...parent, key] };
    if (dream) {
      report({ severity: 'warning', rule: 'text/metadata', message: messages.dream, args: [key, shown], at });
    } else {
      const args = [key, shown, field.values.join(', ')];
      report({ severity: 'error', rule: 'text/metadata', message: messages.value, args, at });
    }
  }
}

function checkHistory(
  record: RecordView,
  parent: JsonPath,
  key: string,
  value: JsonValue,
  report: Report,
): void {
  if (!Array.isArray(value)) {
    fail(record, [...parent, key], 'history', [key], report);
    return;
  }
  for (const [i, entry] of value.entries()) {
    const path = [...parent, key, i];
    if (isRecord(entry)) checkMembers(record, path, entry, HISTORY_FIELDS, report);
    else {
      report({
        severity: 'error',
        rule: 'text/history',
        message: messages.historyEntry,
        at: { record, path },
      });
      return;
    }
  }
}

function checkSources(
  record: RecordView,
  parent: JsonPath,
  key: string,
  value: JsonValue,
  report: Report,
): void {
  if (typeof value === 'string') {
    if (!value.trim().startsWith('[')) checkSource(record, [...parent, key], value, report);
    return;
  }
  if (!Array.isArray(value)) {
    fail(record, [...parent, key], 'sources', [key], report);
    return;
  }
  for (const [i, source] of value.entries()) checkSource(record, [...parent, key, i], source, report);
}

/** MemOS decodes JSON text once and takes what is no object for a document. */
function checkSource(record: RecordView, path: JsonPath, source: JsonValue, report: Report): void {
  let value = source;
  if (typeof source === 'string') {
    if (!/^\s*\{/.test(source)) return;
    try {
      value = quickJson(source);
    } catch {
      return;
    }
  }
  if (isRecord(value)) checkMembers(record, path, value, SOURCE_FIELDS, report);
}

function checkMembers(
  record: RecordView,
  path: JsonPath,
  value: JsonRecord,
  fields: Readonly<Record<string, MetadataField>>,
  report: Report,
): void {
  for (const key in value) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field) checkField(record, path, key, value[key]!, field, report);
  }
}

function fail(
  record: RecordView,
  path: JsonPath,
  message: MetadataType | 'null',
  args: readonly string[],
  report: Report,
): void {
  report({
    severity: 'error',
    rule: 'text/metadata',
    message: messages[message],
    args,
    at: { record, path },
  });
}
