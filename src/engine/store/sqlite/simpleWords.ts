/** Lower-case words of letters and digits, for stores that are given no better way to take texts apart. */
export function simpleWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
