import type { TopicPlan } from '../../model/proposal';

/** What a plan does when some of its topics are left out: all that would come under them stays where it is. */
export function withoutTopics({ topics, moves }: TopicPlan, left: ReadonlySet<string>): TopicPlan {
  const gone = new Set(left);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const { id, topic } of moves) if (gone.has(topic)) gone.add(id);
    // A new topic that nothing comes under any more is not made.
    const filled = new Set(moves.filter(({ id }) => !gone.has(id)).map(({ topic }) => topic));
    for (const { id, raw } of topics) if (raw !== undefined && !filled.has(id)) gone.add(id);
  }
  return {
    topics: topics.filter(({ id }) => !gone.has(id)),
    moves: moves.filter(({ id, topic }) => !gone.has(id) && !gone.has(topic)),
  };
}
