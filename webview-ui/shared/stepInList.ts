/** Lines that a page key passes. */
const PAGE = 8;

/** Where a key leads in a list; undefined for a key that leads nowhere. */
export function stepInList(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown' || key === 'j') return Math.min(last, at + 1);
  if (key === 'ArrowUp' || key === 'k') return Math.min(last, Math.max(0, at - 1));
  if (key === 'Home') return Math.min(last, 0);
  if (key === 'End') return last;
  if (key === 'PageDown') return Math.min(last, at + PAGE);
  if (key === 'PageUp') return Math.min(last, Math.max(0, at - PAGE));
  return undefined;
}
