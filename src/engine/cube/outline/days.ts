import type { Use } from '../../model/normalise';

const DAY = 86_400_000;

/**
 * Uses on each of the last `days` days, oldest first; the last one is the day of `now`, counted in whole
 * days back from its end in local time. Empty where none of the uses lies in that time.
 */
export function usesPerDay(uses: readonly Use[], now: Date, days: number): number[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  const counts = new Array<number>(days).fill(0);
  let any = false;
  for (const { time } of uses) {
    if (time === undefined) continue;
    const back = Math.floor((midnight - 1 - time) / DAY);
    if (back < 0 || back >= days) continue;
    counts[days - 1 - back]!++;
    any = true;
  }
  return any ? counts : [];
}
