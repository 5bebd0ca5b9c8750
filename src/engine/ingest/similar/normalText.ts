/** The text as duplicates are compared: NFKC, lower case, words and digits only, single spaces. */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Words of a normal text; each character of a script without spaces counts as one. */
export function tokensOf(normal: string): string[] {
  if (!CJK.test(normal)) return normal === '' ? [] : normal.split(' ');
  return (
    normal.match(
      new RegExp(
        `${CJK.source}|[^\\s\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]+`,
        'gu',
      ),
    ) ?? []
  );
}

/** The numbers in a text, in their order: `3`, `2026`, `4.5`. */
export function numbersOf(text: string): string[] {
  return text.normalize('NFKC').match(/\d+(?:[.,:/-]\d+)*/g) ?? [];
}
