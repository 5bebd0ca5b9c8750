/**
 * Times as MemOS writes them, for a date picker. Files hold several forms; a picked time is written in the
 * form that the field had: with an offset in UTC, otherwise as local time without one.
 */
const FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The value for `datetime-local`, in local time to the minute, or null when the text is of another form. */
export function pickerValue(text: string): string | null {
  if (DAY.test(text)) return `${text}T00:00`;
  const parts = FORM.exec(text.trim());
  if (!parts) return null;
  const [, day = '', minutes = '', seconds = ':00', , zone] = parts;
  if (zone === undefined) return `${day}T${minutes}`;
  const at = Date.parse(`${day}T${minutes}${seconds}${zoneText(zone)}`);
  return Number.isNaN(at) ? null : localText(new Date(at));
}

/** A picked local time in the form of the text that it replaces. */
export function pickedText(picked: string, before: string): string {
  if (DAY.test(before) && picked.endsWith('T00:00')) return picked.slice(0, 10);
  const full = /:\d\d:\d\d/.test(picked) ? picked : `${picked}:00`;
  const zone = FORM.exec(before.trim())?.[5];
  if (before !== '' && zone === undefined) return before.includes('T') ? full : full.replace('T', ' ');
  const utc = new Date(full).toISOString().slice(0, 19);
  return `${utc}${zone === 'Z' ? 'Z' : '+00:00'}`;
}

function zoneText(zone: string): string {
  return zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function localText(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
