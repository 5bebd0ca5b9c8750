import type { Expected } from '../../../model/distil';
import { contentWords, normalText, numbersIn } from './normalText';

/** Share of the words with meaning that an answer must have. */
export const ENOUGH = 0.6;

/**
 * Whether an answer says what it should. `phrase`: the expected words stand in it, whole and in order, after both are
 * put in lower case and signs are dropped. `words`: at least 60 % of the expected words with meaning stand in it, and
 * every number.
 */
export function isRight(answer: string, { by, text }: Expected): boolean {
  if (by === 'phrase') return containsPhrase(normalText(answer), normalText(text));
  const said = contentWords(answer);
  const wanted = [...contentWords(text)];
  if (wanted.length === 0) return false;
  const numbers = new Set(numbersIn(answer));
  if (numbersIn(text).some((number) => !numbers.has(number))) return false;
  return wanted.filter((word) => said.has(word)).length / wanted.length >= ENOUGH;
}

/** Chinese knows no spaces: there a phrase may begin and end anywhere. */
function containsPhrase(text: string, phrase: string): boolean {
  if (phrase === '') return false;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const before = text.slice(0, at).at(-1);
    const after = text[at + phrase.length];
    if (isEdge(before, phrase[0]) && isEdge(phrase.at(-1), after)) return true;
  }
  return false;
}

/** Whether a word may end between two characters. */
function isEdge(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return true;
  const [a, b] = [kind(left), kind(right)];
  return a !== b || a === 'other' || a === 'han';
}

function kind(character: string): 'han' | 'digit' | 'letter' | 'other' {
  if (/\p{Script=Han}/u.test(character)) return 'han';
  if (/\p{N}/u.test(character)) return 'digit';
  return /\p{L}/u.test(character) ? 'letter' : 'other';
}
