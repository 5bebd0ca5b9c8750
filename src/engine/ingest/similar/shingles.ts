/**
 * Shingles of two words each (Broder, "On the resemblance and containment of documents", 1997), as 32-bit
 * hashes (FNV-1a), sorted, each once. Pairs and not longer runs, because memories are short; a text of one word is
 * one shingle.
 */
export type Shingles = Uint32Array;

export function shinglesOf(tokens: readonly string[]): Shingles {
  const found = new Set<number>();
  if (tokens.length === 1) found.add(hashOf(tokens[0] ?? ''));
  for (let at = 1; at < tokens.length; at++) found.add(hashOf(`${tokens[at - 1]} ${tokens[at]}`));
  return Uint32Array.from(found).sort();
}

/** How many shingles two texts have in common. */
export function commonOf(a: Shingles, b: Shingles): number {
  let common = 0;
  for (let x = 0, y = 0; x < a.length && y < b.length;) {
    const left = a[x] ?? 0;
    const right = b[y] ?? 0;
    if (left === right) common++;
    if (left <= right) x++;
    if (right <= left) y++;
  }
  return common;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
