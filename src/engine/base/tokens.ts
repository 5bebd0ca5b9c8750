/** How many of a text's UTF-16 units are Chinese, Japanese or Korean characters. */
export function countWide(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if ((c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) || (c >= 0xf900 && c <= 0xfaff)) {
      wide++;
    }
  }
  return wide;
}

/**
 * A rough count of tokens without a tokenizer: one for each Chinese, Japanese or Korean character, one
 * for every four other UTF-16 units. Good to within a third for usual models.
 */
export function estimateTokens(text: string): number {
  const wide = countWide(text);
  return wide + Math.ceil((text.length - wide) / 4);
}
