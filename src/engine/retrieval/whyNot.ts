/** "Why not this memory?": the gate where it fell, and the smallest change that admits it, found by trying. */
import type { GateName, Remedy, SearchRequest, WhyNot } from '../model/search';
import { gate, shownGates } from './gates';
import type { Ranked } from './ranking';
import { changesFor, type Change } from './remedies';
import type { Searched } from './searched';

/** Gates that a remedy may have to open one after the other. */
const MOST_STEPS = 6;

type Run = (request: SearchRequest) => Promise<Searched>;

/** `text` is that of the memory; `run` searches with it among those that are looked at, found or not. */
export async function whyNot(key: string, text: string, request: SearchRequest, run: Run): Promise<WhyNot> {
  const searched = await run(request);
  const one = find(searched, key);
  const hits = searched.ranked.filter(({ hit }) => hit);
  const lastHit = hits.at(-1)?.score;
  if (!one) {
    const gates = shownGates([gate('exists', false, key, '')]);
    const nothing = { parts: [], score: undefined, place: undefined, remedy: undefined };
    return { key, fell: 'exists', gates, lastHit, ...nothing };
  }
  const { parts, score, place } = one;
  const gates = shownGates(one.gates);
  const fell = fallOf(one);
  const remedy = fell && (await remedyFor(key, text, request, searched, run));
  return { key, fell, gates, parts, score, place, lastHit, remedy };
}

const find = ({ ranked }: Searched, key: string): Ranked | undefined =>
  ranked.find(({ member }) => member.facts.id === key);

const fallOf = ({ gates }: Ranked): GateName | undefined => gates.find((each) => !each.passed)?.name;

/** Tries the changes for the gate where it fell, smallest first; what opens one gate may leave the next closed. */
async function remedyFor(
  key: string,
  text: string,
  request: SearchRequest,
  searched: Searched,
  run: Run,
): Promise<Remedy | undefined> {
  let [at, state]: [SearchRequest, Searched] = [request, searched];
  let first: Change | undefined;
  for (let step = 0; step < MOST_STEPS; step++) {
    const one = find(state, key);
    const fell = one && fallOf(one);
    if (!one || !fell) break;
    const changes = changesFor(fell, one, text, at, state);
    let next: { change: Change; request: SearchRequest; state: Searched } | undefined;
    for (const change of changes) {
      if (change.request === undefined) return first ? undefined : { ...change, request: undefined };
      const tried = await run(change.request);
      const found = find(tried, key);
      if (!found) continue;
      const now = fallOf(found);
      if (now === undefined) {
        const { what, message, args } = first ?? change;
        return { what, message, args, request: change.request };
      }
      // Kept as a step on the way if at least this gate is open now.
      if (now !== fell) next ??= { change, request: change.request, state: tried };
    }
    if (!next) return undefined;
    first ??= next.change;
    [at, state] = [next.request, next.state];
  }
  return undefined;
}
