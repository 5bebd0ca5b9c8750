/**
 * Python's date and time objects, from the packed state that they are pickled with (CPython's
 * `Lib/_pydatetime.py`): big-endian fields in 4 (date), 6 (time) or 10 (datetime) bytes.
 */
import type { CallSite } from './context';
import { as } from './nodes';
import type { Node, TimeNode } from './nodes';

const two = (value: number): string => String(value).padStart(2, '0');

/** `datetime.datetime(state[, tzinfo])`. */
export function dateTimeNode(args: readonly Node[], site: CallSite): TimeNode {
  const state = stateOf(args, 10, site);
  return {
    kind: 'time',
    iso: `${dateText(state, site)}T${timeText(state.subarray(4), site)}${zoneText(args)}`,
  };
}

/** `datetime.date(state)`. */
export function dateNode(args: readonly Node[], site: CallSite): TimeNode {
  return { kind: 'time', iso: dateText(stateOf(args, 4, site), site) };
}

/** `datetime.time(state[, tzinfo])`. */
export function timeNode(args: readonly Node[], site: CallSite): TimeNode {
  return { kind: 'time', iso: `${timeText(stateOf(args, 6, site), site)}${zoneText(args)}` };
}

/** `datetime.timedelta(days, seconds, microseconds)`. */
export function deltaNode(args: readonly Node[], site: CallSite): Node {
  const [days = 0, seconds = 0, microseconds = 0] = args;
  if (typeof days !== 'number' || typeof seconds !== 'number' || typeof microseconds !== 'number') {
    throw site.bad('A time difference that is not made of numbers.');
  }
  return { kind: 'delta', seconds: days * 86_400 + seconds + microseconds / 1e6 };
}

/** `datetime.timezone(timedelta[, name])` and pydantic's `TzInfo(seconds)`. */
export function zoneNode(args: readonly Node[], site: CallSite): Node {
  const [offset] = args;
  const seconds = typeof offset === 'number' ? offset : as(offset, 'delta')?.seconds;
  if (seconds === undefined || !(Math.abs(seconds) < 86_400)) throw site.bad('An impossible time zone.');
  return { kind: 'zone', seconds };
}

function stateOf(args: readonly Node[], length: number, site: CallSite): Uint8Array {
  const [state] = args;
  if (state instanceof Uint8Array && state.byteLength === length) return state;
  throw site.bad('A date or time without its packed form.');
}

function dateText(state: Uint8Array, site: CallSite): string {
  const [high = 0, low = 0, third = 0, day = 0] = state;
  const year = high * 256 + low;
  // The top bit of the month says which of two equal wall-clock times is meant (fold).
  const month = third & 0x7f;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    throw site.bad('An impossible date.');
  }
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function timeText(state: Uint8Array, site: CallSite): string {
  const [first = 0, minute = 0, second = 0, a = 0, b = 0, c = 0] = state;
  const hour = first & 0x7f;
  const micro = (a * 256 + b) * 256 + c;
  if (hour > 23 || minute > 59 || second > 59 || micro > 999_999) throw site.bad('An impossible time.');
  const fraction = micro === 0 ? '' : `.${String(micro).padStart(6, '0')}`;
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
}

function zoneText(args: readonly Node[]): string {
  const zone = as(args[1], 'zone');
  if (zone === undefined) return '';
  const total = Math.round(Math.abs(zone.seconds));
  const rest = total % 60 === 0 ? '' : `:${two(total % 60)}`;
  return `${zone.seconds < 0 ? '-' : '+'}${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}${rest}`;
}
