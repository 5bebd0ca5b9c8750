import { parseJson } from '../../../base/json/parse';
import type { JsonNode } from '../../../base/json/types';
import type { RecordView } from '../input';
import type { TextRule } from '../rule';

const messages = {
  notJson:
    'NaN and Infinity are no JSON: Python reads them, most other programs refuse the file. There are {0} of them or more.',
} as const;

/** Places where the words stand, inside text or not. */
const MOST = 100_000;

/** The numbers that Python writes and JSON does not know. */
export const numbers: TextRule = {
  messages,
  start(view, report) {
    const hits = wordPlaces(view.bytes);
    if (hits.length === 0) return undefined;
    let next = 0;
    let count = 0;
    let first: { start: number; end: number; memory: string } | undefined;
    return {
      record(record) {
        while (next < hits.length && hits[next]! < record.start) next++;
        if (next >= hits.length || hits[next]! >= record.end) return;
        for (const node of oddNumbers(record)) {
          count++;
          if (first) continue;
          const text = record.text();
          const start = record.start + Buffer.byteLength(text.slice(0, node.start));
          first = { start, end: start + node.end - node.start, memory: record.key };
        }
        if (count >= 1000) next = hits.length;
      },
      end() {
        if (first)
          report({
            severity: 'info',
            rule: 'text/not-json',
            message: messages.notJson,
            args: [String(count)],
            at: first,
          });
      },
    };
  },
};

function wordPlaces(bytes: Uint8Array): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places: number[] = [];
  for (const word of ['NaN', 'Infinity']) {
    for (
      let at = buffer.indexOf(word);
      at !== -1 && places.length < MOST;
      at = buffer.indexOf(word, at + word.length)
    ) {
      places.push(at);
    }
  }
  return places.sort((a, b) => a - b);
}

function oddNumbers(record: RecordView): JsonNode[] {
  const found: JsonNode[] = [];
  const text = record.text();
  let root: JsonNode;
  try {
    root = parseJson(text);
  } catch {
    return [];
  }
  const stack: JsonNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === 'number') {
      if (/^-?[NI]/.test(text.slice(node.start, node.start + 2))) found.push(node);
    } else if (node.kind === 'array') for (const item of node.items.toReversed()) stack.push(item);
    else if (node.kind === 'object') for (const { value } of node.members.toReversed()) stack.push(value);
  }
  return found;
}
