/**
 * Texts as SQLite keeps them: UTF-8 cannot hold half a surrogate pair, and functions of SQLite stop at a NUL.
 * Such a text is kept as its JSON behind a mark; all others as they are.
 */
const MARK = '\u0001';
const KEPT_AS_JSON = /[\0\u0001]|\p{Surrogate}/u;

export function toIdText(text: string): string {
  return KEPT_AS_JSON.test(text) ? MARK + JSON.stringify(text) : text;
}

export function fromIdText(kept: string): string {
  return kept.startsWith(MARK) ? (JSON.parse(kept.slice(1)) as string) : kept;
}

/** A list of texts as one parameter, for `json_each`. */
export function idList(texts: Iterable<string>): string {
  return JSON.stringify(Array.from(texts, toIdText));
}
