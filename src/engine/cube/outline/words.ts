/** The words of a search text, in lower case. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().split(/\s+/))].filter((word) => word !== '');
}

/** Whether every word appears in at least one of the texts; stops reading texts as soon as it is known. */
export function containsWords(texts: Iterable<string>, words: readonly string[]): boolean {
  let missing = words;
  for (const text of texts) {
    if (missing.length === 0) return true;
    const lower = text.toLowerCase();
    missing = missing.filter((word) => !lower.includes(word));
  }
  return missing.length === 0;
}

/**
 * Whether a JSON text can hold the words at all, by looking at it as it is written. Only says no where
 * that is certain: a text with `\u` escapes, or a word that JSON writes with escapes, may always match.
 */
export function mayContain(json: string, words: readonly string[]): boolean {
  const lower = json.toLowerCase();
  return (
    words.every((word) => lower.includes(word) || /["\\/\u0000-\u001f]/.test(word)) || lower.includes('\\u')
  );
}

/** Whether all texts that match `next` also match `previous`. */
export function narrows(next: readonly string[], previous: readonly string[]): boolean {
  return previous.every((old) => next.some((word) => word.includes(old)));
}
