import { termsOf } from './terms';

/** A sparse vector over terms. */
export type TermVector = ReadonlyMap<string, number>;

/** Term weights of a set of texts: `(1 + ln tf) · ln(1 + N/df)` (Salton, Buckley 1988), of length 1. */
export class TermWeights {
  private readonly documents = new Map<string, number>();

  constructor(private readonly texts: readonly string[]) {
    for (const text of texts) {
      for (const term of new Set(termsOf(text)))
        this.documents.set(term, (this.documents.get(term) ?? 0) + 1);
    }
  }

  /** The vector of a text; terms are in alphabetical order, so that sums come out the same every time. */
  vector(text: string): TermVector {
    const counts = new Map<string, number>();
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const weights = [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([term, count]) => {
        const rarity = Math.log(1 + this.texts.length / (this.documents.get(term) ?? 1));
        return [term, (1 + Math.log(count)) * rarity] as const;
      });
    return unit(new Map(weights));
  }
}

/** The direction of a sum of vectors. */
export function centre(vectors: readonly TermVector[]): TermVector {
  const sum = new Map<string, number>();
  for (const vector of vectors) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  }
  return unit(new Map([...sum].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The cosine of two vectors of length 1. */
export function cosine(a: TermVector, b: TermVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

function unit(vector: ReadonlyMap<string, number>): TermVector {
  let square = 0;
  for (const weight of vector.values()) square += weight * weight;
  if (square === 0) return vector;
  const length = Math.sqrt(square);
  return new Map([...vector].map(([term, weight]) => [term, weight / length]));
}
