/** Text of the interface. English is the key and the fallback; the host sends the translations. */
interface Language {
  readonly tag: string;
  readonly strings: Readonly<Record<string, string>>;
}

let language: Language = { tag: 'en', strings: {} };

/** Sets the language for everything shown from now on. An unusable tag counts as English. */
export function installStrings(tag: string, strings: Readonly<Record<string, string>>): void {
  language = { tag: usableTag(tag), strings };
}

/** BCP 47 tag of the interface, for dates and numbers. */
export function languageTag(): string {
  return language.tag;
}

/**
 * The text in the language of the interface, with `{0}`, `{1}` … replaced. The first argument is always
 * a literal, so that a scan of the sources finds every text.
 */
export function t(english: string, ...values: readonly (string | number)[]): string {
  const text = Object.hasOwn(language.strings, english) ? (language.strings[english] ?? english) : english;
  return text.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : String(value);
  });
}

function usableTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
