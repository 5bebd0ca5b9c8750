/** The name most like `name` that `name` may be a slip of; undefined where none comes near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.ceil(name.length / 3)) + 0.5;
  for (const candidate of candidates) {
    if (flatten(candidate) === flatten(name)) return candidate;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `apiKey`, `api-key` and `API_KEY` are all slips of `api_key`. */
const flatten = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Number of letters to insert, delete, replace or swap (restricted Damerau–Levenshtein). */
function editDistance(a: string, b: string): number {
  if (a.length > 64 || b.length > 64) return Infinity;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(old[j]! + 1, row[j - 1]! + 1, old[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, older[j - 2]! + 1);
      }
      row.push(least);
    }
    [older, old] = [old, row];
  }
  return old[b.length]!;
}
