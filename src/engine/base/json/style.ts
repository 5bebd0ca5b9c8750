/** How a JSON text is laid out. */
export interface JsonStyle {
  /** One level of indentation; empty means everything on one line. */
  readonly indent: string;
  readonly newline: '\n' | '\r\n';
  readonly afterColon: string;
  /** Between items on one line. */
  readonly afterComma: string;
}

/** What Python's `json.dump(indent=4, ensure_ascii=False)` writes, MemOS's style for memory files. */
export const MEMORY_STYLE: JsonStyle = { indent: '    ', newline: '\n', afterColon: ' ', afterComma: ' ' };

/** MemOS's style for `config.json`. */
export const CONFIG_STYLE: JsonStyle = { ...MEMORY_STYLE, indent: '  ' };

/** Reads the style off the first lines of a text; `fallback` serves where a text shows none. */
export function detectStyle(text: string, fallback: JsonStyle = MEMORY_STYLE): JsonStyle {
  const head = text.slice(0, 4096);
  const indented = /(\r?\n)([ \t]+)\S/.exec(head);
  const colon = /"\s*:(\s*)\S/.exec(head)?.[1];
  const afterColon = colon !== undefined && !/[\r\n]/.test(colon) ? colon : fallback.afterColon;
  if (indented) {
    return {
      indent: indented[2]!,
      newline: indented[1] as '\n' | '\r\n',
      afterColon,
      afterComma: fallback.afterComma,
    };
  }
  const flat = /[}\]"\d]\s*,/.test(head) || head.trim().length > 2;
  const comma = /,([ \t]*)["{[\d]/.exec(head)?.[1];
  return {
    indent: flat ? '' : fallback.indent,
    newline: head.includes('\r\n') ? '\r\n' : '\n',
    afterColon,
    afterComma: comma ?? fallback.afterComma,
  };
}
