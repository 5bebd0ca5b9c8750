import type { MoveLine, TopicLine, TopicsState } from '../../../src/protocol/topicsView';

/** A line of the tree. */
export interface TopicRow {
  readonly id: string;
  readonly title: string;
  /** From 1. */
  readonly level: number;
  /** Of a topic; undefined for a memory. */
  readonly topic: TopicLine | undefined;
  /** Why it comes under its topic; '' for a topic at the top. */
  readonly reason: string;
  /** Number of memories and topics directly under it. */
  readonly children: number;
  /** Whether it is left out, itself or with a topic above it. */
  readonly left: boolean;
}

/** The plan as lines of a tree, without what is under closed topics. */
export function topicRows(
  { topics, moves }: Pick<TopicsState, 'topics' | 'moves'>,
  closed: ReadonlySet<string>,
  left: ReadonlySet<string>,
): TopicRow[] {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const under = new Map<string, MoveLine[]>();
  for (const move of moves) {
    const list = under.get(move.topic);
    if (list) list.push(move);
    else under.set(move.topic, [move]);
  }
  const moved = new Set(moves.map(({ id }) => id));
  const rows: TopicRow[] = [];
  const add = (id: string, title: string, reason: string, level: number, gone: boolean): void => {
    const children = under.get(id) ?? [];
    const out = gone || left.has(id);
    rows.push({ id, title, level, topic: byId.get(id), reason, children: children.length, left: out });
    if (closed.has(id)) return;
    const [first, second] = partition(children, (child) => byId.has(child.id));
    for (const child of [...first, ...second]) add(child.id, child.title, child.reason, level + 1, out);
  };
  for (const topic of topics) if (!moved.has(topic.id)) add(topic.id, topic.title, '', 1, false);
  return rows;
}

/** What would be done: new topics, and memories that come under one. */
export function planned(
  { topics, moves }: Pick<TopicsState, 'topics' | 'moves'>,
  left: ReadonlySet<string>,
): { fresh: number; moved: number } {
  const rows = topicRows({ topics, moves }, new Set(), left).filter((row) => !row.left);
  const filled = new Set(rows.filter(({ topic }) => topic === undefined).map(({ id }) => id));
  return { fresh: rows.filter(({ topic }) => topic?.fresh === true).length, moved: filled.size };
}

function partition<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((item) => !test(item))];
}
