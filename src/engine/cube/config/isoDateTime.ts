/**
 * What Python's `datetime.fromisoformat` (3.11 and later) takes: calendar or week dates, extended or
 * basic, with an optional time, fraction and offset, any one character between date and time.
 */
const DATE = String.raw`(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)|-W(\d\d)(?:-([1-7]))?|W(\d\d)([1-7])?)`;
const TIME = String.raw`(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,]\d+)?)?|(\d\d)(?:(\d\d)(?:[.,]\d+)?)?)?`;
const OFFSET = String.raw`(?:Z|[+-]\d\d(?::?\d\d(?::?\d\d(?:\.\d+)?)?)?)?`;
const FORM = new RegExp(`^${DATE}(?:[^]${TIME}${OFFSET})?$`, 'u');

/** Whether MemOS reads `text` as a date and time. */
export function isIsoDateTime(text: string): boolean {
  const m = FORM.exec(text);
  if (!m) return false;
  const part = (...groups: number[]): number =>
    Number(groups.map((g) => m[g]).find((v) => v !== undefined) ?? 0);
  const year = Number(m[1]);
  const month = part(2, 4);
  const day = part(3, 5);
  if (year < 1) return false;
  if (m[2] !== undefined || m[4] !== undefined) {
    if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
      return false;
  } else {
    const week = part(6, 8);
    if (week < 1 || week > 53) return false;
  }
  return part(10) < 24 && part(11, 13) < 60 && part(12, 14) < 60;
}
