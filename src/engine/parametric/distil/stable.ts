import type { DistilMemory, StableMemory } from '../../model/distil';

/** What makes a memory stable enough to be learnt. */
export interface StableLimits {
  /** Recorded uses, at least. */
  readonly uses: number;
  /** Days since it was last changed, at least. */
  readonly days: number;
  /** 0 to 1; a memory that tells none is taken as sure. */
  readonly confidence: number;
  /** Proposed at most. */
  readonly most: number;
}

export const STABLE_LIMITS: StableLimits = { uses: 3, days: 7, confidence: 0.8, most: 50 };

const DAY = 86_400_000;
/** Uses and days at which more add nothing to the score. */
const MANY_USES = 20;
const MANY_DAYS = 90;
/** A text longer than this is a document, not a fact. UTF-16 units. */
const LONGEST = 1200;

/** Memories that are activated, used often, old enough and sure, the most stable first, each with the reasons. */
export function stableMemories(
  memories: readonly DistilMemory[],
  now: Date,
  limits: StableLimits = STABLE_LIMITS,
): StableMemory[] {
  const found = memories.flatMap((memory): StableMemory[] => {
    const { status, uses, updatedAt, confidence = 1, text } = memory;
    if (status !== 'activated' || text.trim() === '' || text.length > LONGEST) return [];
    const days = updatedAt === undefined ? 0 : Math.floor((now.getTime() - updatedAt) / DAY);
    if (uses < limits.uses || days < limits.days || confidence < limits.confidence) return [];
    const score =
      (Math.min(uses, MANY_USES) / MANY_USES + Math.min(days, MANY_DAYS) / MANY_DAYS + confidence) / 3;
    const reasons = [
      'It is activated.',
      `It was used ${uses} times; ${limits.uses} are asked for.`,
      `It was last changed ${days} days ago; ${limits.days} are asked for.`,
      memory.confidence === undefined
        ? 'It tells no confidence.'
        : `Its confidence is ${Math.round(confidence * 100)} %; ${Math.round(limits.confidence * 100)} % is asked for.`,
    ];
    return [{ memory, score, reasons }];
  });
  return found
    .sort((a, b) => b.score - a.score || a.memory.key.localeCompare(b.memory.key))
    .slice(0, limits.most);
}
