/**
 * Moments in the life of a generated cube: three years that end on a fixed day, newest memory first, written
 * as Neo4j gives them back (`2026-01-13T20:51:42.394870000+00:00`).
 */
import type { Random } from './random.ts';

const END = Date.UTC(2026, 9, 1);
const SPAN = 3 * 365 * 86_400_000;

/** When the memory at a position was made, in milliseconds with a fraction; falls with the position. */
export function createdAt(random: Random, position: number, memories: number): number {
  return END - ((position + 0.98 * random.next()) * SPAN) / Math.max(1, memories);
}

/** Some moment between then and the end of the cube's life. */
export function later(random: Random, than: number): number {
  return than + (END - than) * random.next() ** 2;
}

/** Neo4j's ISO form with nine fractional digits. */
export function neo4jTime(milliseconds: number): string {
  return `${pythonTime(milliseconds)}000+00:00`;
}

/** Python's `isoformat()` without offset, six fractional digits. */
export function pythonTime(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const micros = Math.floor((milliseconds - whole) * 1000);
  return `${new Date(whole).toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}`;
}

/** The 12-hour form that MemOS writes into a source: `08:51 PM on 13 January, 2026`. */
export function chatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const hour = date.getUTCHours();
  const clock = `${two(hour % 12 === 0 ? 12 : hour % 12)}:${two(date.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
  const month = MONTHS[date.getUTCMonth()] ?? '';
  return `${clock} on ${String(date.getUTCDate())} ${month}, ${String(date.getUTCFullYear())}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

function two(value: number): string {
  return String(value).padStart(2, '0');
}
