import { languageTag, t } from './strings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number with the separators of the language. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(languageTag()).format(value);
}

/** A measured value in at most `digits` significant digits. */
export function formatMeasure(value: number, digits = 4): string {
  return new Intl.NumberFormat(languageTag(), { maximumSignificantDigits: digits }).format(value);
}

/** Bytes in the unit that leaves one to three digits before the point. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(languageTag(), {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

/** Date and time in the language and time zone of the person. */
export function formatDateTime(at: number): string {
  return new Intl.DateTimeFormat(languageTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The date alone, in the language and time zone of the person. */
export function formatDate(at: number): string {
  return new Intl.DateTimeFormat(languageTag(), { dateStyle: 'medium' }).format(at);
}

/** How long ago, in one short word for columns: `now`, `5 min`, `2 h`, `3 d`, `4 mo`, `2 y`. */
export function formatAge(at: number | undefined, now: number): string {
  if (at === undefined) return '';
  const age = now - at;
  if (age < MINUTE) return age < -MINUTE ? formatDateTime(at) : t('now');
  if (age < HOUR) return t('{0} min', Math.floor(age / MINUTE));
  if (age < DAY) return t('{0} h', Math.floor(age / HOUR));
  if (age < 60 * DAY) return t('{0} d', Math.floor(age / DAY));
  if (age < 730 * DAY) return t('{0} mo', Math.floor(age / (30 * DAY)));
  return t('{0} y', Math.floor(age / (365 * DAY)));
}
