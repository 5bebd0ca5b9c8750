import { alikeness, middle, type About, type Limits } from './about';
import { cluster, LARGEST } from './cluster';
import type { Item } from './neighbours';

/** A topic and what lies directly under it. */
export interface Topic {
  readonly id: string;
  /** Whether it is in the cube; else it is planned. */
  readonly existing: boolean;
  readonly members: Item[];
  /** Of members that are not to be grouped too (other types, archived ones); they take up room. */
  readonly others: number;
  /** What it is about as long as it has no members. */
  readonly own: About;
}

/** An item that goes under a topic, and how well it fits. */
export interface Placed {
  readonly item: Item;
  readonly topic: Topic;
  readonly alike: number;
}

/** Makes the id of a new topic out of the sorted ids of what it begins with. */
export type MakeId = (members: readonly string[]) => string;

/**
 * Puts items without a topic under the topics that they fit, and makes topics of what is left, again and again
 * until nothing moves; then doing it another time moves nothing either. `topics` gets the new ones.
 */
export function settle(items: readonly Item[], topics: Topic[], limits: Limits, idOf: MakeId): Placed[] {
  const placed: Placed[] = [];
  let left = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (;;) {
    const fits = fitting(left, topics, limits.fits);
    const moved = fits.length > 0 ? fits : grouped(left, topics, limits.neighbours, idOf);
    if (moved.length === 0) return placed;
    for (const { topic, item } of moved) topic.members.push(item);
    placed.push(...moved);
    const gone = new Set(moved.map(({ item }) => item.id));
    left = left.filter(({ id }) => !gone.has(id));
  }
}

/** What fits topics that are there, best first, as long as there is room. */
function fitting(items: readonly Item[], topics: readonly Topic[], least: number): Placed[] {
  const centres = topics.map((topic) => ({ topic, about: centreOf(topic) }));
  const wishes = items.flatMap((item): Placed[] => {
    let best: Placed | undefined;
    for (const { topic, about } of centres) {
      if (roomIn(topic) <= 0) continue;
      const alike = alikeness(item.about, about);
      if (alike < least || alike < (best?.alike ?? 0)) continue;
      if (!best || alike > best.alike || nameOf(topic) < nameOf(best.topic)) best = { item, topic, alike };
    }
    return best ? [best] : [];
  });
  const room = new Map<Topic, number>();
  return wishes
    .sort((a, b) => b.alike - a.alike || (a.item.id < b.item.id ? -1 : 1))
    .filter(({ topic }) => {
      const left = room.get(topic) ?? roomIn(topic);
      room.set(topic, left - 1);
      return left > 0;
    });
}

/** New topics of what fits none. */
function grouped(items: readonly Item[], topics: Topic[], least: number, idOf: MakeId): Placed[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return cluster(items, least).flatMap((ids) => {
    const members = ids.flatMap((id) => byId.get(id) ?? []);
    const about = middle(members.map((member) => member.about));
    const topic: Topic = { id: idOf(ids.toSorted()), existing: false, members: [], others: 0, own: about };
    topics.push(topic);
    return members.map((item) => ({ item, topic, alike: alikeness(item.about, about) }));
  });
}

const roomIn = ({ members, others }: Topic): number => LARGEST - members.length - others;

/** The direction of a topic: of its members in the order of their ids, so that it comes out the same. */
export function centreOf(topic: Topic): About {
  if (topic.members.length === 0) return topic.own;
  const sorted = topic.members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return middle(sorted.map(({ about }) => about));
}

/** Tells topics apart whatever their ids are: new ones have fresh ids in every run. */
const nameOf = (topic: Topic): string =>
  topic.members.reduce((least, { id }) => (least === '' || id < least ? id : least), '') || topic.id;
