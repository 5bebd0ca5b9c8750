import { dot } from '../../base/vectors';
import { centre, cosine, type TermVector } from './termVector';

/** What something is about: its terms and, with an embedder, its meaning as a vector of length 1. */
export interface About {
  readonly terms: TermVector;
  readonly meaning: Float32Array | undefined;
}

/** How alike two things must be. */
export interface Limits {
  /** Cosine from which two are neighbours, for making groups. */
  readonly neighbours: number;
  /** Cosine with the middle of a topic from which something goes under it. */
  readonly fits: number;
}

/** Of terms, which most texts have none in common of. */
export const BY_TERMS: Limits = { neighbours: 0.2, fits: 0.25 };

/** The mean cosine of texts that have nothing to do with each other, and the number of texts it is worth as much as. */
const EXPECTED = 0.1;
const TRUST = 50;

/**
 * Of meanings. Embedders differ in how alike all texts are to them, so the limits lie at a share of the way from the
 * mean cosine of these texts to 1; of few texts the mean says little, since they may be of one topic.
 */
export function limitsOf(meanings: readonly Float32Array[]): Limits {
  const count = meanings.length;
  const sum = sumOf(meanings);
  const square = dot(sum, sum);
  const mean = count > 1 ? (square - count) / (count * (count - 1)) : EXPECTED;
  const usual = (mean * count + EXPECTED * TRUST) / (count + TRUST);
  const at = (share: number): number => usual + share * (1 - usual);
  return { neighbours: at(0.4), fits: at(0.45) };
}

/** The cosine of meanings where both have one, else of terms. */
export function alikeness(a: About, b: About): number {
  return a.meaning && b.meaning ? dot(a.meaning, b.meaning) : cosine(a.terms, b.terms);
}

/** The direction of several things together; the order in which they come decides over the last bits. */
export function middle(abouts: readonly About[]): About {
  const meanings = abouts.flatMap(({ meaning }) => meaning ?? []);
  const terms = centre(abouts.map((about) => about.terms));
  if (meanings.length === 0) return { terms, meaning: undefined };
  const sum = sumOf(meanings);
  const length = Math.sqrt(dot(sum, sum));
  return { terms, meaning: length > 0 ? sum.map((value) => value / length) : sum };
}

function sumOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0);
  }
  return sum;
}
