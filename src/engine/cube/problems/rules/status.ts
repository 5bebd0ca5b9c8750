import { own } from '../../../base/json/quick';
import { valueAt } from '../../../model/summarise';
import type { TextRule } from '../rule';
import { Tally } from '../tally';

const messages = {
  none: '{0} memories have no status; MemOS leaves them out when it saves the tree.',
  deleted: '{0} memories have the status "deleted"; MemOS leaves them out when it saves the tree.',
} as const;

/** Nodes of a tree that MemOS's export drops. */
export const status: TextRule = {
  messages,
  start(view, report) {
    if (view.format !== 'tree_text') return undefined;
    const none = new Tally();
    const deleted = new Tally();
    return {
      record(record) {
        const value = own(valueAt(record.value, record.layout.metadata), 'status');
        if (value === undefined || value === null) none.add(record);
        else if (value === 'deleted') deleted.add(record);
      },
      end() {
        if (none.first) {
          const args = [String(none.count)];
          report({
            severity: 'warning',
            rule: 'text/no-status',
            message: messages.none,
            args,
            at: { record: none.first },
          });
        }
        if (deleted.first) {
          const at = { record: deleted.first, path: ['metadata', 'status'] };
          report({
            severity: 'info',
            rule: 'text/deleted',
            message: messages.deleted,
            args: [String(deleted.count)],
            at,
          });
        }
      },
    };
  },
};
