import type { TextRule } from '../rule';

const messages = {
  wrong: '"{0}" is {1}, but there are {2}; MemOS ignores it when it loads.',
} as const;

/** `total_nodes` and `total_edges` of a tree file. */
export const totals: TextRule = {
  messages,
  start(view, report) {
    if (view.format !== 'tree_text') return undefined;
    const counts = { total_nodes: 0, total_edges: 0 };
    return {
      record() {
        counts.total_nodes++;
      },
      edge() {
        counts.total_edges++;
      },
      end() {
        for (const { key, value, start, end } of view.members ?? []) {
          if (key !== 'total_nodes' && key !== 'total_edges') continue;
          if (value === counts[key]) continue;
          const args = [key, JSON.stringify(value).slice(0, 60), String(counts[key])];
          report({
            severity: 'info',
            rule: 'text/totals',
            message: messages.wrong,
            args,
            at: { start, end },
          });
        }
      },
    };
  },
};
