/** Time expressions of a question, in English and Chinese, resolved against the time it is asked at. */
import { en, zh, type Component, type ParsedComponents, type ParsedResult } from 'chrono-node';
import { DAY, type Span } from './dates';

/** A time expression and what it means. */
export interface TimeExpression extends Span {
  readonly text: string;
}

const HAN = /\p{Script=Han}/u;
const YEAR = /(?<![\d-])(?:19|20)\d\d(?![\d-])(?:年(?!\d))?/g;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
/** Months without a day, which chrono passes over after "last" and takes for a verb or a name elsewhere. */
const MONTH = new RegExp(
  `\\b(last|past|previous|this|next|in|of|during|since|early|late|mid)[ -](?:(?:early|late|mid)[ -])?(${MONTHS.join('|')})\\b(?!\\.?,? ?\\d)`,
  'gi',
);
const CHINESE_MONTH = /(?<!\d)(去年|今年|(?:19|20)\d\d年)?(1[0-2]|[1-9])月(?!\d|[一二三]*[日号])/g;
const CHINESE_AGO = /([一二两三四五六七八九十]|\d{1,3})个?(天|日|周|星期|月|年)前/g;
const NUMERALS = '零一二三四五六七八九十';
const LENGTHS: Readonly<Record<string, number>> = { 天: 1, 日: 1, 周: 7, 星期: 7, 月: 30, 年: 365 };
const RELATIVE = /\b(last|this|next|past|previous|coming|ago)\b/i;

/** The expressions in their order; `now` is what "last May" is counted from. */
export function timesOf(text: string, now: Date): TimeExpression[] {
  const found = HAN.test(text) ? chinese(text, now) : [];
  if (found.length === 0) {
    const results = HAN.test(text) ? zh.hans.parse(text, now) : en.parse(text, now);
    found.push(...results.filter(hasDate).map((result) => meaningOf(result, now)));
  }
  for (const [words, before = '', month = ''] of text.matchAll(MONTH)) {
    const named = month.toLowerCase();
    if (found.some((other) => other.text.toLowerCase().includes(named))) continue;
    found.push({
      text: words,
      ...monthSpan(
        before,
        MONTHS.findIndex((name) => name.toLowerCase() === named),
        now,
      ),
    });
  }
  for (const match of text.matchAll(YEAR)) {
    if (found.some((other) => other.text.includes(match[0]))) continue;
    const year = Number(match[0].slice(0, 4));
    found.push({ text: match[0], start: Date.UTC(year, 0, 1), end: Date.UTC(year + 1, 0, 1) });
  }
  return found;
}

/** The last such month that was, or the next one to come. */
function monthSpan(before: string, month: number, now: Date): Span {
  const [year, present] = [now.getUTCFullYear(), now.getUTCMonth()];
  let named = month > present ? year - 1 : year;
  if (/last|past|previous/i.test(before) && month === present) named = year - 1;
  if (/next/i.test(before)) named = month > present ? year : year + 1;
  if (/this/i.test(before)) named = year;
  return { start: Date.UTC(named, month, 1), end: Date.UTC(named, month + 1, 1) };
}

function chinese(text: string, now: Date): TimeExpression[] {
  const found: TimeExpression[] = [];
  for (const [words, count = '', unit = ''] of text.matchAll(CHINESE_AGO)) {
    const number = count === '两' ? 2 : /\d/.test(count) ? Number(count) : NUMERALS.indexOf(count);
    const length = LENGTHS[unit] ?? 1;
    const start = dayOf(now.getTime() - number * length * DAY);
    // "Two weeks ago" means the days around that day.
    const slack = Math.floor(length / 2) * DAY;
    found.push({ text: words, start: start - slack, end: start + DAY + slack });
  }
  for (const [words, year, month] of text.matchAll(CHINESE_MONTH)) {
    const first = Number(month) - 1;
    const this_ = now.getUTCFullYear();
    const past = first > now.getUTCMonth() ? this_ - 1 : this_;
    const named = year === '去年' ? this_ - 1 : year === '今年' ? this_ : Number(year?.slice(0, 4) ?? past);
    found.push({ text: words, start: Date.UTC(named, first, 1), end: Date.UTC(named, first + 1, 1) });
  }
  return found;
}

/** Times of day alone, and bare words such as "now", say nothing about a date. */
function hasDate({ start, text }: ParsedResult): boolean {
  const named: Component[] = ['day', 'weekday', 'month', 'year'];
  if (/^(now|today|tonight|现在|今天)$/i.test(text)) return false;
  return named.some((component) => start.isCertain(component)) || RELATIVE.test(text);
}

function meaningOf(result: ParsedResult, now: Date): TimeExpression {
  const { text, start, end } = result;
  const [first, last] = spanOf(start, text);
  const until = end ? spanOf(end, text)[1] : last;
  // A month or day without a year is the last one that was, unless the words say otherwise.
  const early = !start.isCertain('year') && !RELATIVE.test(text) && first > now.getTime();
  return early
    ? { text, start: yearBefore(first), end: yearBefore(until) }
    : { text, start: first, end: Math.max(until, first + DAY) };
}

function spanOf(parts: ParsedComponents, text: string): [start: number, end: number] {
  const [year, month, day] = [parts.get('year') ?? 1970, parts.get('month') ?? 1, parts.get('day') ?? 1];
  const start = Date.UTC(year, month - 1, day);
  if (parts.isCertain('day') || parts.isCertain('weekday')) return [start, start + DAY];
  if (/\bweeks?\b|weekend|周|星期/i.test(text)) return [start - 3 * DAY, start + 4 * DAY];
  if (parts.isCertain('month') || /\bmonth|月/i.test(text)) {
    return [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)];
  }
  if (/\byears?\b|年/i.test(text)) return [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return [start, start + DAY];
}

function yearBefore(time: number): number {
  const date = new Date(time);
  return date.setUTCFullYear(date.getUTCFullYear() - 1);
}

const dayOf = (time: number): number => Math.floor(time / DAY) * DAY;
