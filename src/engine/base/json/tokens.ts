type Fail = (message: string, offset: number) => never;

/** Reads the string token that starts at `start`; control characters are refused, as Python does. */
export function readString(text: string, start: number, fail: Fail): { value: string; end: number } {
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      const end = at + 1;
      if (!escaped) return { value: text.slice(start + 1, at), end };
      try {
        return { value: JSON.parse(text.slice(start, end)) as string, end };
      } catch {
        return fail('This string has a malformed escape sequence.', start);
      }
    }
    if (c === 92) {
      escaped = true;
      at++;
    } else if (c < 32) {
      return fail(`A string holds an unescaped control character (U+${hex(c)}).`, at);
    }
  }
  return fail('The text ends inside a string.', start);
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/** End of the number token at `start`, or `start` where none stands. */
export function readNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  return NUMBER.test(text) ? NUMBER.lastIndex : start;
}
