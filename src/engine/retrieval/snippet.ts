import type { SearchHit } from '../model/search';
import { tokensOf } from './analyse';

/** UTF-16 units of a snippet, about. */
const LENGTH = 200;
const LOOKED_AT = 20_000;

/** The place of a text with the most different words of the question, and the words there. */
export function snippetOf(text: string, terms: ReadonlySet<string>): SearchHit['snippet'] {
  const found = [...tokensOf(text.slice(0, LOOKED_AT))].filter(({ term }) => terms.has(term));
  let best = { start: 0, words: 0 };
  found.forEach((first, at) => {
    const words = new Set<string>();
    for (const { term, end } of found.slice(at)) {
      if (end - first.start > LENGTH) break;
      words.add(term);
    }
    if (words.size > best.words) best = { start: first.start, words: words.size };
  });
  const start = text.length <= LENGTH ? 0 : wordStart(text, Math.max(0, best.start - 40));
  const end = Math.min(text.length, Math.max(start + LENGTH, 0));
  const marks = found
    .filter((token) => token.start >= start && token.end <= end)
    .map((token) => [token.start - start, token.end - start] as const);
  return { text: text.slice(start, end), marks };
}

/** The beginning of the next word, so that a snippet begins with a whole one. */
function wordStart(text: string, from: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, from + 30).search(/\s\S/);
  return space < 0 ? from : from + space + 1;
}
