/**
 * Dates: of messages, in the forms that exports write, and in texts, resolved against the date of their session.
 * All is reckoned without time zones, as on a calendar on the wall, so that the result is the same everywhere.
 */
import { en, zh, type ParsedResult } from 'chrono-node';
import { countWide } from '../../base/tokens';

/** A date and perhaps a time of day. */
export interface Moment {
  /** Milliseconds of the wall clock as if it were UTC. */
  readonly ms: number;
  readonly hasTime: boolean;
}

const ISO = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;

/** Reads `chat_time` in any usual form: ISO, seconds or milliseconds, `08:51 PM on 13 January, 2026`. */
export function momentOf(text: string | undefined): Moment | undefined {
  if (text === undefined || text.length > 100) return undefined;
  const iso = ISO.exec(text);
  if (iso) {
    const [y, m, d, h, min, s] = iso.slice(1).map((part) => Number(part ?? 0));
    const ms = Date.UTC(y!, m! - 1, d, h, min, s);
    return Number.isNaN(ms) ? undefined : { ms, hasTime: iso[4] !== undefined };
  }
  if (/^\d{9,13}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return { ms: number < 1e11 ? number * 1000 : number, hasTime: true };
  }
  if (!/\d{4}/.test(text)) return undefined;
  const [found] = parse(text.replace(/\bon\b|,/g, ' '), { ms: Date.UTC(2000, 0, 1), hasTime: false });
  return found?.start.isCertain('year') ? startOf(found) : undefined;
}

/** ISO 8601 without offset: `2023-05-07`, or `2023-05-07T13:56:00` where the time of day is known. */
export function isoOf({ ms, hasTime }: Moment): string {
  const iso = new Date(ms).toISOString();
  return hasTime ? iso.slice(0, 19) : iso.slice(0, 10);
}

/**
 * What a text must have before it is worth looking for a date: most have none, and looking costs a hundred times as
 * much as this.
 */
const HINT_EN =
  /\b(?:(?:yester|to|sun|mon|tues|wednes|thurs|fri|satur)day|tonight|tomorrow|ago|(?:last|next|this|past|coming|previous) (?:night|day|week|weekend|month|year|summer|winter|spring|autumn|fall|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|january|february|march|april|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.? \d|\d{1,2}(?:st|nd|rd|th)|in (?:a|an|one|two|three|four|five|six|\d+) (?:day|week|month|year)s?|(?:19|20)\d\d-\d\d?-\d\d?|\d{1,2}\/\d{1,2}\/(?:\d\d)?\d\d|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i;
const HINT_ZH =
  /[昨今明前后]天|大前天|大后天|(?:上+|下+|这|本)个?(?:周|星期|礼拜|月)|[去今明前]年|\d+月|[一二三四五六七八九十]月|[天周月年]+[之以]?[前后]|\d{4}年|星期[一二三四五六日天]/;

/** Weekdays after "last", "this" and "next" week in Chinese, which chrono reads as days alone. */
const WEEK_ZH = /(上上|上|这|本|下下|下)个?(?:周|星期|礼拜)([一二三四五六日天])/;
const DAYS_ZH = '一二三四五六日';
const WEEKS_ZH: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };

/**
 * The first date that a text names, reckoned from the moment it was said; undefined where it names none. Words for the
 * present day and times of day alone are passed over: they say nothing beyond the session's own date.
 */
export function dateIn(text: string, said: Moment): Moment | undefined {
  const head = text.slice(0, 4000);
  if (countWide(head) > 0 && HINT_ZH.test(head)) return chineseDate(head, said);
  return HINT_EN.test(head) ? firstDay(parse(head, said), said) : undefined;
}

/** The first date in a text that says its year, for texts of which nobody knows when they were written. */
export function fullDateIn(text: string): Moment | undefined {
  const head = text.slice(0, 4000);
  if (!/(?:19|20)\d\d/.test(head)) return undefined;
  const said = { ms: 0, hasTime: false };
  const found = (countWide(head) > 0 ? zh.hans.parse(head, reference(said)) : parse(head, said)).find(
    ({ start }) => start.isCertain('year') && start.isCertain('month'),
  );
  return found && startOf(found);
}

function chineseDate(text: string, said: Moment): Moment | undefined {
  const [, week, day] = WEEK_ZH.exec(text) ?? [];
  if (week !== undefined) {
    const index = DAYS_ZH.indexOf(day === '天' ? '日' : day!);
    const today = (new Date(said.ms).getUTCDay() + 6) % 7;
    return { ms: dayOf(said.ms) + (index - today + WEEKS_ZH[week]! * 7) * DAY, hasTime: false };
  }
  return firstDay(zh.hans.parse(text, reference(said)), said);
}

const DAY = 24 * 60 * 60 * 1000;

function dayOf(ms: number): number {
  return Math.floor(ms / DAY) * DAY;
}

function firstDay(results: readonly ParsedResult[], said: Moment): Moment | undefined {
  for (const result of results) {
    const { start } = result;
    const dated = (['day', 'weekday', 'month', 'year'] as const).some((part) => start.isCertain(part));
    const moment = startOf(result);
    if (dated && dayOf(moment.ms) !== dayOf(said.ms)) return moment;
  }
  return undefined;
}

/** A month and a number that chrono takes for a year of two digits: "in January, 40 cm of snow". */
const MONTH_AND_NUMBER = /^(\p{L}+)[.,]?\s*,?\s*\d\d$/u;

function parse(text: string, said: Moment): ParsedResult[] {
  const at = reference(said);
  return en.casual.parse(text, at, { forwardDate: false }).flatMap((found) => {
    const [, month] = MONTH_AND_NUMBER.exec(found.text) ?? [];
    if (month === undefined || found.start.isCertain('day')) return [found];
    return en.casual.parse(month, at, { forwardDate: false });
  });
}

/** The same time on the clock here: chrono reckons from it, and answers, in the zone in which the program runs. */
function reference({ ms }: Moment): Date {
  const date = new Date(ms);
  const day = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()] as const;
  return new Date(...day, date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds());
}

function startOf({ start }: ParsedResult): Moment {
  const get = (part: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'): number => start.get(part) ?? 0;
  const hasTime = start.isCertain('hour');
  const time = hasTime ? ([get('hour'), get('minute'), get('second')] as const) : ([0, 0, 0] as const);
  return { ms: Date.UTC(get('year'), get('month') - 1, get('day'), ...time), hasTime };
}
