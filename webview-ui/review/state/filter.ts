import type { Decision, Verdict } from '../../../src/engine/model/proposal';
import type { ReviewLine } from '../../../src/engine/model/review';
import type { ReviewDecision } from '../../../src/protocol/reviewView';

/** What becomes of a proposal, coarsely. */
export const OUTCOMES = ['open', 'accepted', 'rejected', 'applied'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What of a batch is in sight; empty lists narrow nothing. */
export interface Filter {
  readonly verdicts: readonly Verdict[];
  readonly outcomes: readonly Outcome[];
  readonly text: string;
  /** Only those whose other memory has changed since the source was read. */
  readonly stale: boolean;
}

export const EVERYTHING: Filter = { verdicts: [], outcomes: [], text: '', stale: false };

export function outcomeOf({ decision, applied }: ReviewLine): Outcome {
  if (applied) return 'applied';
  if (decision === null) return 'open';
  return takes(decision) ? 'accepted' : 'rejected';
}

/** Whether a decision lets the memory in. */
export const takes = (decision: Decision): boolean => decision !== 'skip' && decision !== 'rejected';

/** Whether the memory that this one would replace or be merged with is another one by now. */
export const isRisky = (line: ReviewLine): boolean =>
  line.stale !== null && !line.applied && (line.decision === 'replace' || line.decision === 'merge');

/** The lines that a filter lets through, in their order. */
export function matching(lines: readonly ReviewLine[], filter: Filter): readonly ReviewLine[] {
  const { verdicts, outcomes, stale } = filter;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (verdicts.length + outcomes.length + words.length === 0 && !stale) return lines;
  return lines.filter(
    (line) =>
      (verdicts.length === 0 || verdicts.includes(line.verdict)) &&
      (outcomes.length === 0 || outcomes.includes(outcomeOf(line))) &&
      (!stale || (line.stale !== null && !line.applied)) &&
      words.every((word) => has(line, word)),
  );
}

function has({ title, text, tags, reason }: ReviewLine, word: string): boolean {
  return [title, text, reason, ...tags].some((each) => each.toLowerCase().includes(word));
}

/** How often each value occurs. */
export function counted<T extends string>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The decisions that accept what is suggested for those of these lines that are open. */
export function suggestedFor(lines: readonly ReviewLine[]): ReviewDecision[] {
  const groups = new Map<Decision, string[]>();
  for (const { id, suggested, decision, applied } of lines) {
    if (decision !== null || applied) continue;
    const ids = groups.get(suggested);
    if (ids) ids.push(id);
    else groups.set(suggested, [id]);
  }
  return [...groups].map(([decision, ids]) => ({ ids, decision }));
}

/** Where to go on after a decision on lines: the next open one, else the one before, else where one is. */
export function nextAfter(lines: readonly ReviewLine[], decided: ReadonlySet<string>): string | undefined {
  const at = lines.findLastIndex(({ id }) => decided.has(id));
  const open = ({ id, decision }: ReviewLine): boolean => decision === null && !decided.has(id);
  return (lines.slice(at + 1).find(open) ?? lines.slice(0, Math.max(0, at)).findLast(open))?.id;
}
