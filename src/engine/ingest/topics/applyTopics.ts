import { StudioError } from '../../base/errors';
import { Draft } from '../../cube/edit/draft';
import { refuseCycle } from '../../cube/edit/reparent';
import type { TopicPlan } from '../../model/proposal';
import { REASONS } from '../reasons';
import type { AppliedToTarget, IngestTarget } from '../targets/target';

/**
 * Makes a plan real as one Change: the topics, and PARENT relations from them to what lies under them. Memories
 * that have got a parent meanwhile are left alone. Undefined where nothing is to be done. Throws StudioError
 * `stale` where a memory or a topic of the plan is gone, and as `IngestTarget.apply` does.
 */
export async function applyTopics(
  target: IngestTarget,
  plan: TopicPlan,
  signal?: AbortSignal,
): Promise<AppliedToTarget | undefined> {
  const fresh = new Set(plan.topics.flatMap(({ id, raw }) => (raw === undefined ? [] : [id])));
  const ids = new Set(plan.moves.flatMap(({ id, topic }) => [id, topic]));
  const memory = await target.around([...ids], signal);
  const missing = [...ids].find((id) => !fresh.has(id) && memory.row(id)?.id !== id);
  if (missing !== undefined) {
    throw new StudioError('stale', `The memory "${missing}" of the plan is gone.`, {
      remedy: 'Make a new plan.',
    });
  }
  const draft = new Draft(memory);
  for (const { id, raw } of plan.topics) if (raw !== undefined) draft.add(id, raw);
  for (const { id, topic } of plan.moves) {
    if (memory.edgesTo(id).some(({ type }) => type === 'PARENT')) continue;
    if (!fresh.has(id) && !fresh.has(topic)) refuseCycle(memory, topic, id);
    draft.link({ source: topic, target: id, type: 'PARENT' });
  }
  const ops = draft.ops();
  if (ops.length === 0) return undefined;
  const reason = REASONS.topics(String(plan.moves.length), String(fresh.size));
  return target.apply(ops, reason, signal);
}
