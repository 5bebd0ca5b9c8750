import { normalText } from './similar/normalText';

/** One text out of two: the one that has the other in it, else one after the other. */
export function bothTexts(before: string, now: string): string {
  if (normalText(now).includes(normalText(before))) return now;
  if (normalText(before).includes(normalText(now))) return before;
  return `${before}\n${now}`;
}
