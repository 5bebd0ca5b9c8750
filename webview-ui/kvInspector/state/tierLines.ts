import type { KvRow, KvTier } from '../../../src/engine/model/kvItem';

/** The tiers, quickest first. */
export const TIERS: readonly KvTier[] = ['ram', 'disk', 'cold'];

/** A line of the list: the name of a tier with what is in it, or an item. */
export type TierLine =
  { readonly tier: KvTier; readonly items: number; readonly bytes: number } | { readonly row: KvRow };

/** The items by tier, those used last first; tiers without any are left out. */
export function tierLines(rows: readonly KvRow[]): TierLine[] {
  return TIERS.flatMap((tier): TierLine[] => {
    const here = rows.filter((row) => row.tier === tier).sort((a, b) => usedAt(b) - usedAt(a));
    if (here.length === 0) return [];
    const bytes = here.reduce((sum, row) => sum + row.bytes, 0);
    return [{ tier, items: here.length, bytes }, ...here.map((row) => ({ row }))];
  });
}

/** The line that a step of the arrow keys ends on: names of tiers are passed over. */
export function stepToItem(lines: readonly TierLine[], from: number, to: number): KvRow | undefined {
  const step = to < from ? -1 : 1;
  for (let at = to; at >= 0 && at < lines.length; at += step) {
    const line = lines[at];
    if (line && 'row' in line) return line.row;
  }
  return lines.flatMap((line) => ('row' in line ? [line.row] : []))[0];
}

const usedAt = ({ lastUsedAt, createdAt }: KvRow): number => Date.parse(lastUsedAt ?? createdAt) || 0;
