/** Dates that memories carry, as milliseconds of a calendar on the wall (reckoned as if it were UTC). */

export const DAY = 24 * 60 * 60 * 1000;

/** A span of time, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const ISO = /\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})/;
const CHINESE = /((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})[日号]/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const NAMED = MONTHS.join('|');
const DAY_FIRST = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${NAMED})[a-z]*\\.?,? ((?:19|20)\\d\\d)`,
  'i',
);
const MONTH_FIRST = new RegExp(`\\b(${NAMED})[a-z]*\\.? (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d\\d)`, 'i');

/** The first full date in a text: ISO, `8 May, 2023`, `May 8, 2023` or `2023年5月8日`. Undefined where there is none. */
export function dateOf(text: string): number | undefined {
  const plain = ISO.exec(text) ?? CHINESE.exec(text);
  if (plain) return day(Number(plain[1]), Number(plain[2]), Number(plain[3]));
  const first = DAY_FIRST.exec(text);
  if (first) return day(Number(first[3]), monthOf(first[2]), Number(first[1]));
  const second = MONTH_FIRST.exec(text);
  return second ? day(Number(second[3]), monthOf(second[1]), Number(second[2])) : undefined;
}

const monthOf = (name = ''): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function day(year: number, month: number, date: number): number | undefined {
  if (month < 1 || month > 12 || date < 1 || date > 31) return undefined;
  return Date.UTC(year, month - 1, date);
}

/**
 * How well a date fits a span that a question names, 0 to 1.5. A named day counts most, one day beside it as much;
 * people often tell of a day within the week after it. Longer spans just hold the date or do not.
 */
export function fitsSpan(date: number, { start, end }: Span): number {
  const days = (end - start) / DAY;
  if (days > 3) return date >= start && date < end ? (days > 60 ? 0.5 : 1) : 0;
  if (date >= start - DAY && date < end + DAY) return 1.5;
  if (date >= end && date < end + 8 * DAY) return 1.2;
  const [named, other] = [new Date(start), new Date(date)];
  const sameMonth =
    named.getUTCFullYear() === other.getUTCFullYear() && named.getUTCMonth() === other.getUTCMonth();
  return sameMonth ? 0.5 : 0;
}
