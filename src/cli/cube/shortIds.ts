import type { MemoryKey } from '../../engine/model/memory';

const SHORT = 8;

/** Shortens ids to as many characters as tell all of them apart, at least 8. */
export function shortIds(keys: Iterable<MemoryKey>): (key: MemoryKey) => string {
  const sorted = [...keys].sort();
  let length = SHORT;
  for (let at = 1; at < sorted.length; at++) {
    const [a, b] = [sorted[at - 1]!, sorted[at]!];
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    // A key that another begins with needs no more than itself.
    if (same < a.length) length = Math.max(length, same + 1);
  }
  return (key) => (key.length <= length || key.includes('#') ? key : key.slice(0, length));
}
