/** From one token (inclusive) to another (exclusive), counted from the start of a dialogue. */
export interface Portion {
  readonly start: number;
  readonly end: number;
}

/**
 * How tokens are divided for computing. Sums depend a little on what is computed together, so portions end at places
 * that follow from the dialogue and not from where work begins: at multiples of a size, and at each bound, whose last
 * token is computed alone. What is computed anew up to there is the same, to the bit, as what was kept.
 */
export function portionsOf(from: number, to: number, bounds: readonly number[], size: number): Portion[] {
  const ends = new Set(bounds.flatMap((bound) => [bound - 1, bound]));
  for (let end = size; end < to; end += size) ends.add(end);
  ends.add(to);
  const portions: Portion[] = [];
  let start = from;
  for (const end of [...ends].sort((a, b) => a - b)) {
    if (end <= start || end > to) continue;
    portions.push({ start, end });
    start = end;
  }
  return portions;
}
