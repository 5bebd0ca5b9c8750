/**
 * Shingles of two words each (Broder, "On the resemblance and containment of documents", 1997), as 32-bit
 * hashes (FNV-1a). Pairs and not longer runs, because memories are short; single words count too where a text
 * has fewer than two.
 */
export function shinglesOf(tokens: readonly string[]): Set<number> {
  const found = new Set<number>();
  if (tokens.length === 1) found.add(hashOf(tokens[0] ?? ''));
  for (let at = 1; at < tokens.length; at++) found.add(hashOf(`${tokens[at - 1]} ${tokens[at]}`));
  return found;
}

/** Share of what either has that both have, 0 to 1. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const common = commonOf(a, b);
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/** Share of `a` that is in `b` too, 0 to 1. */
export function containment(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  return a.size === 0 ? 0 : commonOf(a, b) / a.size;
}

function commonOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const shingle of small) if (large.has(shingle)) common++;
  return common;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
