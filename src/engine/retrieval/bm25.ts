/**
 * BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75, the idf of Lucene that is never negative) of a question
 * over texts at hand. Only counts of the question's terms are kept, so that texts are joined by adding them up.
 */

import { lineOf, type Terms } from './terms';

/** How often each term of the question occurs in a text, and how many terms the text has. */
export interface TermCounts {
  readonly counts: readonly number[];
  readonly length: number;
}

const K1 = 1.2;
const B = 0.75;

/** Counts of each text. */
export function countTerms(terms: readonly string[], texts: readonly Terms[]): TermCounts[] {
  const lines = terms.map(lineOf);
  return texts.map((text) => ({ counts: lines.map((line) => text.countLine(line)), length: text.length }));
}

/** Several texts as one. */
export function joinCounts(parts: readonly TermCounts[], terms: number): TermCounts {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const counts = new Array<number>(terms).fill(0);
  let length = 0;
  for (const part of parts) {
    length += part.length;
    part.counts.forEach((count, at) => (counts[at] = (counts[at] ?? 0) + count));
  }
  return { counts, length };
}

/** The weight of each term: rarer among the texts is more. */
export function inverseFrequencies(texts: readonly TermCounts[], terms: number): number[] {
  const seen = new Array<number>(terms).fill(0);
  for (const { counts } of texts) {
    counts.forEach((count, at) => (seen[at] = (seen[at] ?? 0) + (count > 0 ? 1 : 0)));
  }
  return seen.map((n) => Math.log(1 + (texts.length - n + 0.5) / (n + 0.5)));
}

/** The score of each text. */
export function bm25(texts: readonly TermCounts[], terms: number): number[] {
  const weights = inverseFrequencies(texts, terms);
  const mean = texts.reduce((sum, { length }) => sum + Math.max(1, length), 0) / Math.max(1, texts.length);
  return texts.map(({ counts, length }) => {
    const norm = K1 * (1 - B + (B * Math.max(1, length)) / mean);
    let sum = 0;
    for (let at = 0; at < terms; at++) {
      const count = counts[at] ?? 0;
      if (count > 0) sum += ((weights[at] ?? 0) * count * (K1 + 1)) / (count + norm);
    }
    return sum;
  });
}
