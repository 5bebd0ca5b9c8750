/**
 * Which memories of a large picture stand in the page as elements. From afar there are none, and a canvas
 * shows them all; close up those near the middle of the view come first, a few in each frame, so that no
 * frame has much to do. Those that have left stay a while, for people who come back.
 */
import { grown, liesIn } from './placed';
import type { Placed, Sight } from './placed';

/** Elements come when no more memories than this are in sight … */
const MOST_TO_BEGIN = 260;
/** … and stay up to this number, so that they do not come and go at the limit. */
const MOST_TO_STAY = 340;
/** How many come, and go, in one frame. */
const COMING = 20;
const GOING = 60;
/**
 * Room around the view, as shares of it on each side: what is missing in the first calls for elements, which
 * then come in all of the second, so that not every small move brings some; they stay in the third.
 */
const MISSED = 0.04;
const NEAR = 0.16;
const KEPT = 0.35;

export interface View {
  readonly sight: Sight;
  /** Too far away for anything but dots. */
  readonly far: boolean;
  /** The zoom is changing at this moment: nothing new comes until it rests. */
  readonly zooming: boolean;
  /** Memories that must stay, as one that is being moved. */
  readonly held: (key: string) => boolean;
}

/** The elements of the next frame; the same set when nothing changes. */
export function mountStep(
  before: ReadonlySet<string>,
  dots: readonly Placed[],
  { sight, far, zooming, held }: View,
): ReadonlySet<string> {
  const missed = grown(sight, MISSED);
  const near = grown(sight, NEAR);
  const kept = grown(sight, KEPT);
  const wanted: Placed[] = [];
  const staying = new Set<string>();
  let seen = 0;
  let missing = false;
  for (const dot of far ? [] : dots) {
    if (!liesIn(dot, kept)) continue;
    if (before.has(dot.node.key)) staying.add(dot.node.key);
    if (!liesIn(dot, near)) continue;
    if (liesIn(dot, sight)) seen++;
    if (before.has(dot.node.key)) continue;
    wanted.push(dot);
    missing ||= liesIn(dot, missed);
  }
  const crowded = seen > (before.size === 0 ? MOST_TO_BEGIN : MOST_TO_STAY);
  if (crowded) staying.clear();
  const next = new Set(before);
  let gone = 0;
  for (const key of before) {
    if (staying.has(key) || held(key)) continue;
    if (gone++ >= GOING) break;
    next.delete(key);
  }
  const room = crowded || zooming || !missing ? 0 : Math.min(COMING, MOST_TO_STAY - next.size);
  for (const { node } of nearestFirst(wanted, sight).slice(0, Math.max(0, room))) next.add(node.key);
  return next.size === before.size && gone === 0 ? before : next;
}

function nearestFirst(dots: readonly Placed[], { left, top, right, bottom }: Sight): readonly Placed[] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const distance = (dot: Placed): number => Math.hypot(dot.x - x, dot.y - y);
  return dots.toSorted((a, b) => distance(a) - distance(b));
}
