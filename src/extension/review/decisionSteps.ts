import type { Decision, IngestBatch } from '../../engine/model/proposal';
import type { ReviewDecision } from '../../protocol/reviewView';

/** Steps that are kept. */
const MOST = 100;

interface Step {
  readonly before: readonly ReviewDecision[];
  readonly after: readonly ReviewDecision[];
}

/** The decisions of a review as steps that can be taken back and made again. */
export class DecisionSteps {
  private readonly done: Step[] = [];
  private readonly undone: Step[] = [];

  did(step: Step): void {
    this.done.push(step);
    if (this.done.length > MOST) this.done.shift();
    this.undone.length = 0;
  }

  /** The decisions that take the last step back; undefined where there is none. */
  undo(): readonly ReviewDecision[] | undefined {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step?.before;
  }

  redo(): readonly ReviewDecision[] | undefined {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step?.after;
  }

  /** What was carried out cannot be taken back one by one. */
  clear(): void {
    this.done.length = 0;
    this.undone.length = 0;
  }
}

/** The decisions that put proposals back to where they were before others were made. */
export function decisionsBefore(
  { proposals }: IngestBatch,
  decisions: readonly ReviewDecision[],
): ReviewDecision[] {
  const changed = new Map(decisions.flatMap(({ ids, edited }) => ids.map((id) => [id, edited] as const)));
  const plain = new Map<Decision | null, string[]>();
  const before: ReviewDecision[] = [];
  for (const { id, decision = null, edited = null } of proposals) {
    if (!changed.has(id)) continue;
    if (changed.get(id) !== undefined) before.push({ ids: [id], decision, edited });
    else {
      const ids = plain.get(decision);
      if (ids) ids.push(id);
      else plain.set(decision, [id]);
    }
  }
  for (const [decision, ids] of plain) before.push({ ids, decision });
  return before;
}
