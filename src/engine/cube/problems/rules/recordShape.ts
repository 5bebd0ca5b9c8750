import { isRecord } from '../../../base/json/value';
import { own } from '../../../base/json/quick';
import type { TextFormat } from '../../../model/memory';
import { valueAt } from '../../../model/summarise';
import type { RecordView } from '../input';
import type { Finding, TextRule } from '../rule';
import { Tally } from '../tally';

const messages = {
  noMemory: 'This memory has no text: the key "memory" is missing.',
  notText: 'The text of a memory must be a text.',
  noPayload: 'This record has no payload; MemOS fails when it reads the memory.',
  notObject: '"{0}" must be an object.',
  forbidden: 'MemOS refuses the file: it does not know the key "{0}" here.',
  forbiddenRead: 'MemOS fails when it reads this memory: it does not know the key "{0}" here.',
  lost: 'MemOS loses the key "{0}": a memory in a tree has id, memory and metadata only.',
  preference:
    '{0} records hold "memory" or "original_text", as MemOS itself writes them; its reader refuses them, so that no preference is loaded.',
} as const;

const KNOWN: Record<TextFormat, readonly string[]> = {
  naive_text: ['id', 'memory', 'metadata'],
  tree_text: ['id', 'memory', 'metadata'],
  general_text: ['id', 'vector', 'payload', 'score'],
  pref_text: ['id', 'vector', 'payload', 'score', 'memory', 'original_text'],
};

/** The members of a record: those that must be there, and no others. */
export const recordShape: TextRule = {
  messages,
  start(view, report) {
    const dumped = new Tally();
    return {
      record(record) {
        for (const key in record.value) {
          if (!KNOWN[record.format].includes(key)) report(unknownKey(record, key));
        }
        if (record.format === 'pref_text') {
          if (own(record.value, 'memory') !== undefined || own(record.value, 'original_text') !== undefined)
            dumped.add(record);
        }
        checkParts(record, report);
      },
      end() {
        const { first, count } = dumped;
        if (!first || view.format !== 'pref_text') return;
        const at = { record: first };
        report({
          severity: 'warning',
          rule: 'text/preference-dump',
          message: messages.preference,
          args: [String(count)],
          at,
        });
      },
    };
  },
};

function unknownKey(record: RecordView, key: string): Finding {
  const inTree = record.format === 'tree_text';
  return {
    severity: inTree ? 'warning' : 'error',
    rule: 'text/unknown-key',
    message: inTree ? messages.lost : messages.forbidden,
    args: [key],
    at: { record, path: [key] },
  };
}

function checkParts(record: RecordView, report: (finding: Finding) => void): void {
  const { value, layout, format } = record;
  if (format === 'general_text' || format === 'pref_text') {
    const payload = own(value, 'payload');
    if (payload === undefined || payload === null) {
      if (format === 'general_text') {
        report({
          severity: 'error',
          rule: 'text/missing-payload',
          message: messages.noPayload,
          at: { record },
        });
      }
      return;
    }
    if (!isRecord(payload)) {
      const at = { record, path: ['payload'] };
      report({
        severity: 'error',
        rule: 'text/wrong-type',
        message: messages.notObject,
        args: ['payload'],
        at,
      });
      return;
    }
    if (format === 'pref_text') return;
    for (const key in payload) {
      if (KNOWN.naive_text.includes(key)) continue;
      const at = { record, path: ['payload', key] };
      report({
        severity: 'error',
        rule: 'text/unknown-key',
        message: messages.forbiddenRead,
        args: [key],
        at,
      });
    }
  }
  const text = valueAt(value, layout.memory);
  if (text === undefined) {
    report({ severity: 'error', rule: 'text/missing-memory', message: messages.noMemory, at: { record } });
  } else if (typeof text !== 'string') {
    report({
      severity: 'error',
      rule: 'text/wrong-type',
      message: messages.notText,
      at: { record, path: layout.memory },
    });
  }
  const metadata = valueAt(value, layout.metadata);
  if (metadata !== undefined && !isRecord(metadata)) {
    const at = { record, path: layout.metadata };
    report({
      severity: 'error',
      rule: 'text/wrong-type',
      message: messages.notObject,
      args: ['metadata'],
      at,
    });
  }
}
