import type { Change } from '../model/change';
import type { Decision, IngestBatch, Proposal, Verdict } from '../model/proposal';
import { wantOpen, type BatchStore } from './batches/batchStore';
import { concerned, planBatch, type BatchOutcome } from './planBatch';
import { REASONS } from './reasons';
import { normalText } from './similar/normalText';
import type { IngestTarget } from './targets/target';

/** A batch that was applied. */
export interface AppliedBatch {
  /** Undefined where nothing of the batch was accepted, or all of it is there already. */
  readonly change: Change | undefined;
  readonly outcome: BatchOutcome;
  /** Takes the Change back and opens the batch for review again. */
  undo(): Promise<void>;
  /** Makes it again after `undo`, and closes what it had closed. */
  redo(): Promise<void>;
}

/**
 * Accepts what was suggested for all undecided proposals of some verdicts. Proposals that were decided on keep
 * their decision. Returns the batch as it is then.
 */
export async function acceptSuggested(
  batches: BatchStore,
  id: string,
  verdicts: readonly Verdict[],
): Promise<IngestBatch> {
  const batch = await batches.get(id);
  const byDecision = new Map<Decision, string[]>();
  for (const { id: proposal, verdict, suggested, decision } of batch.proposals) {
    if (decision !== undefined || !verdicts.includes(verdict)) continue;
    byDecision.set(suggested, [...(byDecision.get(suggested) ?? []), proposal]);
  }
  if (byDecision.size === 0) return batch;
  return batches.decideAll(
    id,
    [...byDecision].map(([decision, ids]) => ({ ids, decision })),
  );
}

/** What `applyBatch` writes with: saves the cube where that is a step of its own. */
export interface ApplyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after the Change was made and before the batch counts as applied; where it rejects, it is undone. */
  readonly save?: (() => Promise<void>) | undefined;
}

/**
 * Applies what was accepted of a batch as one Change; undecided proposals stay open, and so does the batch then. Throws StudioError
 * `bad-argument` for a batch that is not open for review, and as `IngestTarget.apply` does; nothing has changed
 * then. Where the process is killed between the Change and the note of it, doing it again adds nothing twice.
 */
export async function applyBatch(
  batches: BatchStore,
  id: string,
  target: IngestTarget,
  options: ApplyOptions = {},
): Promise<AppliedBatch> {
  return batches.exclusively(id, async () => {
    const { batch, bytes } = await batches.open(id);
    wantOpen(batch);
    const settled = batch.proposals.flatMap(({ id: proposal, decision, applied: done }) =>
      decision === undefined || done === true ? [] : [proposal],
    );
    const present = await textsOf(target, batch.proposals, options.signal);
    const memory = await target.around(concerned(batch), options.signal);
    const { ops, outcome } = planBatch(memory, batch, (normal) => present.has(normal));
    const reason = REASONS.remember(batch.source);
    const applied = ops.length === 0 ? undefined : await target.apply(ops, reason, options.signal);
    try {
      await options.save?.();
      await batches.append(id, bytes, [{ line: 'state', state: 'applied', ids: settled }]);
    } catch (error) {
      await applied?.undo();
      throw error;
    }
    const undo = async (): Promise<void> => {
      await applied?.undo();
      await mark(batches, id, 'review', settled);
    };
    const redo = async (): Promise<void> => {
      await applied?.redo();
      await mark(batches, id, 'applied', settled);
    };
    return { change: applied?.change, outcome, undo, redo };
  });
}

/** Opens a batch for review again whose Change was taken back without it, for instance because a cube was not saved. */
export async function reopen(batches: BatchStore, id: string): Promise<void> {
  const { proposals } = await batches.get(id);
  const done = proposals.filter(({ applied }) => applied === true);
  await mark(
    batches,
    id,
    'review',
    done.map((proposal) => proposal.id),
  );
}

/** Notes that the Change of proposals was made, or taken back, which opens them for review again. */
function mark(batches: BatchStore, id: string, state: 'review' | 'applied', ids: string[]): Promise<void> {
  return batches.exclusively(id, async () => {
    const { bytes } = await batches.open(id);
    await batches.append(id, bytes, [{ line: 'state', state, ids }]);
  });
}

/** Normal texts of the cube that are among those proposed as new. */
async function textsOf(
  target: IngestTarget,
  proposals: readonly Proposal[],
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  if (!proposals.some(({ verdict }) => verdict === 'new')) return found;
  for await (const portion of target.memories(signal)) {
    for (const { text, status } of portion) {
      if (status !== 'archived' && status !== 'deleted') found.add(normalText(text));
    }
  }
  return found;
}
