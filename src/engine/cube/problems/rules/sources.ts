import { own } from '../../../base/json/quick';
import { valueAt } from '../../../model/summarise';
import type { TextRule } from '../rule';
import { Tally } from '../tally';

const messages = {
  plain: '{0} memories have sources that are plain text, no JSON; MemOS takes them for documents.',
  encoded:
    '{0} memories have sources that are encoded as JSON more than once; MemOS shows them as plain documents and loses who said what.',
} as const;

/** Sources that MemOS decodes once only, so that what they say is lost. */
export const sources: TextRule = {
  messages,
  start(_view, report) {
    const plain = new Tally();
    const encoded = new Tally();
    return {
      record(record) {
        const list = own(valueAt(record.value, record.layout.metadata), 'sources');
        if (!Array.isArray(list)) return;
        const texts = list.filter((source) => typeof source === 'string');
        if (texts.some((text) => /^\s*"/.test(text))) encoded.add(record);
        else if (texts.some((text) => !/^\s*\{/.test(text))) plain.add(record);
      },
      end() {
        for (const [tally, message] of [
          [plain, messages.plain],
          [encoded, messages.encoded],
        ] as const) {
          if (!tally.first) continue;
          const at = { record: tally.first, path: [...tally.first.layout.metadata, 'sources', 0] };
          report({ severity: 'info', rule: 'text/sources', message, args: [String(tally.count)], at });
        }
      },
    };
  },
};
