import type { RecordView } from '../input';
import type { TextRule } from '../rule';
import { Tally } from '../tally';

const messages = {
  lengthsGeneral:
    '{0} memories have vectors of {1} numbers where {2} are expected; MemOS cannot load the file.',
  lengths: '{0} memories have vectors of {1} numbers where {2} are expected; no search finds them.',
  missingTree: '{0} of {1} memories have no vector; after a load into Neo4j no vector search finds them.',
  missingGeneral: '{0} of {1} memories have no vector; MemOS cannot store them in the vector database.',
} as const;

/** Vectors: there where they are needed, all of one length, the length of the configuration. */
export const vectors: TextRule = {
  messages,
  start(view, report) {
    if (view.format === 'naive_text') return undefined;
    const section = view.format === 'pref_text' ? view.config?.preference : view.config?.text;
    const lengths = new Map<number, Tally>();
    const missing = new Tally();
    let total = 0;
    return {
      record(record) {
        total++;
        if (record.vectorLength === undefined) {
          missing.add(record);
          return;
        }
        let tally = lengths.get(record.vectorLength);
        if (!tally) lengths.set(record.vectorLength, (tally = new Tally()));
        tally.add(record);
      },
      end() {
        const most = [...lengths].reduce<[number, number]>(
          ([l, c], [length, t]) => (t.count > c ? [length, t.count] : [l, c]),
          [0, 0],
        );
        const expected = section?.vectorDimension ?? most[0];
        const strict = view.format === 'general_text';
        for (const [length, { first, count }] of lengths) {
          if (length === expected || !first) continue;
          report({
            severity: strict ? 'error' : 'warning',
            rule: 'text/vector-length',
            message: strict ? messages.lengthsGeneral : messages.lengths,
            args: [String(count), String(length), String(expected)],
            at: { record: first, path: vectorPath(first) },
          });
        }
        if (missing.first && view.format !== 'pref_text') {
          const message = strict ? messages.missingGeneral : messages.missingTree;
          const args = [String(missing.count), String(total)];
          const severity = strict ? 'error' : 'info';
          report({ severity, rule: 'text/vector-missing', message, args, at: { record: missing.first } });
        }
      },
    };
  },
};

const vectorPath = (record: RecordView): readonly string[] =>
  record.format === 'tree_text' ? ['metadata', 'embedding'] : ['vector'];
