import type { KvRuntime } from '../../inference/ports';
import type { KvPrompt } from '../prompt/template';
import { documentPrompt } from '../prompt/template';

const PLACES = ['shelf', 'drawer', 'cellar', 'shed', 'attic', 'kitchen', 'hall'];
const THINGS = ['ladder', 'lamp', 'kettle', 'rope', 'atlas', 'saw', 'clock', 'drum', 'tent'];

/** Sentences that each say something else, a thing and its place and a number. */
export function sentences(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const [thing, place] = [THINGS[at % THINGS.length], PLACES[(at * 3) % PLACES.length]];
    return `Box ${at + 1} holds a ${thing ?? ''} and stands in the ${place ?? ''}, ${(at * 7) % 90} steps from the door.`;
  });
}

/** A document whose prompt has as many tokens as asked for, or a few fewer. */
export async function promptOfTokens(runtime: KvRuntime, tokens: number): Promise<KvPrompt> {
  const words = sentences(Math.ceil(tokens / 12))
    .join(' ')
    .split(' ');
  const promptOf = (count: number): KvPrompt =>
    documentPrompt(words.slice(0, count).join(' '), `${tokens} tokens`);
  const length = async (count: number): Promise<number> =>
    (await runtime.render(promptOf(count).messages, false)).tokens.length;
  let [low, high] = [1, words.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await length(middle)) <= tokens) low = middle;
    else high = middle - 1;
  }
  return promptOf(low);
}
