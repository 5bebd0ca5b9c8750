import type { TextRule } from '../rule';

const messages = {
  dangling: 'This edge leads to nowhere: no memory here has the id {0}. MemOS drops it.',
  duplicate: 'This edge stands here twice; MemOS keeps one.',
  self: 'This edge leads from a memory to itself.',
  noType: 'This edge has no type: MemOS stops loading the tree here.',
  badType: 'MemOS writes the type "{0}" into a database query as it is; only letters, digits and _ are safe.',
} as const;

/** Edges: both ends there, once each, not to themselves, with a type that can be a name in Cypher. */
export const edges: TextRule = {
  messages,
  start(view, report) {
    if (view.format !== 'tree_text') return undefined;
    const known = new Set<string>();
    const seen = new Set<string>();
    return {
      record(record) {
        if (typeof record.id === 'string') known.add(record.id);
      },
      edge(edge) {
        const at = { start: edge.start, end: edge.end };
        for (const end of new Set([edge.source, edge.target])) {
          if (known.has(end)) continue;
          const args = [end === '' ? '""' : end.slice(0, 60)];
          report({ severity: 'warning', rule: 'text/dangling-edge', message: messages.dangling, args, at });
        }
        if (edge.source === edge.target) {
          report({ severity: 'warning', rule: 'text/self-edge', message: messages.self, at });
        }
        const name = `${edge.source}\0${edge.target}\0${edge.type}`;
        if (seen.has(name))
          report({ severity: 'warning', rule: 'text/duplicate-edge', message: messages.duplicate, at });
        seen.add(name);
        if (edge.type === '') {
          report({ severity: 'error', rule: 'text/edge-type', message: messages.noType, at });
        } else if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(edge.type)) {
          const args = [edge.type.slice(0, 60)];
          report({ severity: 'error', rule: 'text/edge-type', message: messages.badType, args, at });
        }
      },
    };
  },
};
