import { DateTime, type Integer } from 'neo4j-driver';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/;

/**
 * A timestamp as Cypher's `datetime()` reads it, which is how MemOS writes it: without an offset it is UTC, and a
 * date alone is its midnight. Undefined for what is no such text; it is then kept as it is.
 */
export function toDateTime(text: string): DateTime<number> | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  const nanoseconds = Number((match[7] ?? '').padEnd(9, '0'));
  const offset = (Number(match[10] ?? 0) * 60 + Number(match[11] ?? 0)) * 60 * (match[9] === '-' ? -1 : 1);
  if (Math.abs(offset) > 18 * 3600) return undefined;
  return new DateTime(year, month, day, hour, minute, second, nanoseconds, offset);
}

/** Nine digits and the offset, as the graph gives them to MemOS: `2026-01-13T20:51:42.394870000+00:00`. */
export function fromDateTime(value: DateTime<number | bigint | Integer>): string {
  const part = (number: unknown, width = 2) => String(number).padStart(width, '0');
  const date = `${part(value.year, 4)}-${part(value.month)}-${part(value.day)}`;
  const time = `${part(value.hour)}:${part(value.minute)}:${part(value.second)}.${part(value.nanosecond, 9)}`;
  const offset = Number(value.timeZoneOffsetSeconds ?? 0);
  const minutes = Math.abs(Math.trunc(offset / 60));
  return `${date}T${time}${offset < 0 ? '-' : '+'}${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}
