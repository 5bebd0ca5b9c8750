import { own } from '../../../base/json/quick';
import { isPythonUuid } from '../pythonUuid';
import type { TextRule } from '../rule';

const messages = {
  missing: 'This memory has no id.',
  notText: 'The id must be a text.',
  badUuid: 'MemOS needs a UUID as id; "{0}" is none.',
  diary: 'The id "{0}" is no UUID. MemOS\'s Dream plugin writes such ids, MemOS itself cannot read them.',
  duplicate: 'The id {0} appears twice, first in line {1}; MemOS keeps one of the two memories.',
  payload: 'The id in the payload is {0}, the id of the record {1}; MemOS reads the one in the payload.',
} as const;

/** Ids: there, UUIDs as Python understands them, and each once. */
export const ids: TextRule = {
  messages,
  start(view, report) {
    const seen = new Map<string, number>();
    return {
      record(record) {
        const { id } = record;
        const at = { record, path: ['id'] };
        if (id === undefined) {
          // Text and vector classes make up an id, the graph import fails.
          const severity = record.format === 'tree_text' ? 'error' : 'warning';
          report({ severity, rule: 'text/missing-id', message: messages.missing, at: { record } });
          return;
        }
        if (typeof id !== 'string') {
          report({ severity: 'error', rule: 'text/bad-id', message: messages.notText, at });
          return;
        }
        if (!isPythonUuid(id)) {
          const diary = /^dream_diary_[0-9a-f]+$/i.test(id);
          const [severity, message] = diary
            ? (['warning', messages.diary] as const)
            : (['error', messages.badUuid] as const);
          report({ severity, rule: 'text/bad-id', message, args: [short(id)], at });
        }
        const first = seen.get(id);
        if (first === undefined) {
          seen.set(id, record.start);
        } else {
          const args = [short(id), String(view.locate(first).line)];
          report({ severity: 'error', rule: 'text/duplicate-id', message: messages.duplicate, args, at });
        }
        if (record.format === 'general_text') {
          const inner = own(own(record.value, 'payload'), 'id');
          if (typeof inner === 'string' && inner !== id) {
            const args = [short(inner), short(id)];
            const place = { record, path: ['payload', 'id'] };
            report({
              severity: 'warning',
              rule: 'text/payload-id',
              message: messages.payload,
              args,
              at: place,
            });
            if (!isPythonUuid(inner)) {
              report({
                severity: 'error',
                rule: 'text/bad-id',
                message: messages.badUuid,
                args: [short(inner)],
                at: place,
              });
            }
          }
        }
      },
    };
  },
};

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
