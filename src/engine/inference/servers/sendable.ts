/** The text as servers take it: they refuse empty ones to embed, and halves of characters. */
export function sendable(text: string): string {
  return text === '' ? ' ' : wellFormed(text);
}

/** The text with a replacement character for each half of a character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
