import type { TextRule } from '../rule';

const messages = {
  mark: 'MemOS cannot read a file that starts with a byte order mark.',
  remove: 'Remove the byte order mark',
} as const;

/** Python's `json` refuses a byte order mark in text that it is given. */
export const byteOrderMark: TextRule = {
  messages,
  start({ bytes }, report) {
    if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return undefined;
    report({
      severity: 'error',
      rule: 'text/byte-order-mark',
      message: messages.mark,
      at: { start: 0, end: 3 },
      fixes: [{ title: messages.remove, args: [], edits: [{ start: 0, end: 1, text: '' }] }],
    });
    return undefined;
  },
};
