/** Texts as weighed words, for a choice without an embedder. */

/** Weights by word, of length 1. */
export type WordVector = ReadonlyMap<string, number>;

/** Words of English that say nothing of a topic. */
const COMMON = new Set(
  'a about and are as at be been but by can could did do does for from had has have he her his how i if in is it its me my no not of on or our she should so than that the their them there they this to up was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);

/** The words of a text in lower case, without the commonest; Chinese, Japanese and Korean in pairs of characters. */
export function wordsOf(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(run)) {
      const characters = [...run];
      found.push(...characters.slice(1).map((each, at) => `${characters[at] ?? ''}${each}`));
      if (characters.length === 1) found.push(run);
    } else if (!COMMON.has(run)) {
      // The plural of most words and their singular count as one.
      found.push(run.length > 3 && run.endsWith('s') && !run.endsWith('ss') ? run.slice(0, -1) : run);
    }
  }
  return found;
}

/** How rare a word is among the examples of all adapters: ln(1 + n / (1 + how many have it)). */
export function rarity(texts: readonly string[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + texts.length / (1 + (counts.get(word) ?? 0)));
}

export function wordVector(text: string, weigh: (word: string) => number): WordVector {
  const weights = new Map<string, number>();
  for (const word of wordsOf(text)) weights.set(word, (weights.get(word) ?? 0) + weigh(word));
  return ofLengthOne(weights);
}

export function wordMean(vectors: readonly WordVector[]): WordVector {
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [word, weight] of vector) sum.set(word, (sum.get(word) ?? 0) + weight);
  return ofLengthOne(sum);
}

/** Cosine of two vectors of length 1. */
export function wordCosine(a: WordVector, b: WordVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return sum;
}

function ofLengthOne(weights: ReadonlyMap<string, number>): WordVector {
  const length = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return length === 0 ? new Map() : new Map([...weights].map(([word, weight]) => [word, weight / length]));
}
