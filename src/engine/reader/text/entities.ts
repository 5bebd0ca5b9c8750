/** Names in a text, found by how they are written: capitals inside a sentence, and Chinese title marks. */
import stopWords from './stopWords.json';

const NAME =
  /(?:\p{Lu}[\p{L}\p{M}\p{N}'’&-]*)(?:[ \u00a0](?:(?:of|the|de|van|von|der|and|&)[ \u00a0])?\p{Lu}[\p{L}\p{M}\p{N}'’&-]*){0,4}/gu;
const MARKED = /[《「『【]([^《》「」『』【】\n]{1,40})[》」』】]/g;

/** Words with a capital that are no names. */
const ORDINARY: ReadonlySet<string> = new Set(
  (
    stopWords.en +
    ' monday tuesday wednesday thursday friday saturday sunday january february march april may june july august' +
    ' september october november december mr mrs ms dr congrats congratulations awesome cool absolutely definitely' +
    ' exactly amazing bye good morning evening'
  ).split(' '),
);

const HEAD = 8000;

/**
 * At most `limit` names in the order of the text, each once. A single word that begins a sentence is not taken, since
 * any word has a capital there.
 */
export function entitiesOf(text: string, limit = 10): string[] {
  const head = text.slice(0, HEAD);
  const sure = new Set<string>();
  for (const match of head.matchAll(MARKED)) sure.add(match[1]!.trim());
  for (const match of head.matchAll(NAME)) {
    const begins = beginsSentence(head, match.index);
    const all = match[0].split(/[ \u00a0]/);
    const words = trimmed(all, begins);
    const name = words.join(' ').replace(/['’]s$/, '');
    const single = begins && words.length === 1 && words[0] === all[0];
    if (name.length >= 2 && (!single || /\p{Lu}.*\p{Lu}/u.test(name))) sure.add(name);
  }
  return [...sure].filter((name) => name !== '').slice(0, limit);
}

/** Without ordinary words at its end, and at the beginning of a sentence: "Hey Anna" names Anna, "New York" stays. */
function trimmed(words: readonly string[], begins: boolean): string[] {
  const ordinary = (word: string | undefined): boolean =>
    word !== undefined && ORDINARY.has(word.toLowerCase().replaceAll('’', "'"));
  let [first, end] = [0, words.length];
  while (end > 0 && ordinary(words[end - 1])) end--;
  while (begins && first < end && ordinary(words[first])) first++;
  return words.slice(first, end);
}

function beginsSentence(text: string, at: number): boolean {
  return /(?:^|\n|[.!?:;…“”"'(*#>-])\s*$/.test(text.slice(Math.max(0, at - 8), at));
}
