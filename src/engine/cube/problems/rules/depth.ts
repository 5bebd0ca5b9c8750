import type { JsonValue } from '../../../base/json/types';
import type { TextRule } from '../rule';

const messages = {
  tooDeep: 'This memory is nested {0} levels deep; Python refuses the whole file above about {1}.',
} as const;

/** Python's reader fails at 996 levels when called from the top; MemOS calls it from some levels down. */
const PYTHON_DEPTH = 980;

/** Nesting that Python's recursion limit does not allow. */
export const depth: TextRule = {
  messages,
  start(view, report) {
    const outer = view.format === 'tree_text' || view.format === 'pref_text' ? 2 : 1;
    return {
      record(record) {
        if (record.end - record.start < 2 * (PYTHON_DEPTH - outer)) return;
        const levels = outer + depthOf(record.value);
        if (levels <= PYTHON_DEPTH) return;
        const args = [String(levels), String(PYTHON_DEPTH)];
        report({ severity: 'error', rule: 'text/too-deep', message: messages.tooDeep, args, at: { record } });
      },
    };
  },
};

function depthOf(value: JsonValue): number {
  let deepest = 0;
  const stack: [JsonValue, number][] = [[value, 1]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, level] = top;
    if (typeof node !== 'object' || node === null) continue;
    if (level > deepest) deepest = level;
    for (const child of Object.values(node)) {
      if (typeof child === 'object') stack.push([child, level + 1]);
    }
  }
  return deepest;
}
