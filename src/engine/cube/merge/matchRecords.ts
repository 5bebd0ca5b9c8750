import type { MemoryKey } from '../../model/memory';
import type { TextMemory } from '../text/textMemory';

/**
 * Which memory of `a` is which of `b`. Ids decide; memories without an id of their own (none, or one that
 * another has too) are first paired by equal text and then by their place.
 */
export function matchRecords(a: TextMemory, b: TextMemory): Map<MemoryKey, MemoryKey> {
  const matches = new Map<MemoryKey, MemoryKey>();
  const loose: MemoryKey[] = [];
  for (const { key, id } of a.rows()) {
    if (key !== id || b.has(`${key}#2`) || a.has(`${key}#2`)) loose.push(key);
    else if (b.has(key)) matches.set(key, key);
  }
  if (loose.length === 0) return matches;
  const taken = new Set(matches.values());
  const byText = new Map<string, MemoryKey[]>();
  for (const { key } of b.rows()) {
    if (taken.has(key)) continue;
    const text = b.text(key);
    const same = byText.get(text);
    if (same) same.push(key);
    else byText.set(text, [key]);
  }
  const unequal = loose.filter((key) => {
    const same = byText.get(a.text(key));
    if (!same || same.length === 0) return true;
    const at = Math.max(0, same.indexOf(key));
    const [match] = same.splice(at, 1);
    matches.set(key, match!);
    taken.add(match!);
    return false;
  });
  for (const key of unequal) {
    if (!b.has(key) || taken.has(key)) continue;
    matches.set(key, key);
    taken.add(key);
  }
  return matches;
}
