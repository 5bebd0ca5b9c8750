import type { DerivedSource } from '../../../model/derived';
import { chineseAbout, chineseFact } from './chinese';
import { englishAbout, englishFact } from './english';
import { isChinese, type Fact } from './fact';

/** Facts of one memory at most; more of them would weigh too much against the others. */
const MOST = 6;
/** A dialogue line as readers write it: `user: [time]: text`. */
const SPEAKER = /^[\p{L}][\p{L}\p{N} _-]{0,30}:\s*(?:\[[^\]]{1,60}\]:?\s*)/u;

/**
 * What a memory states, by its sentences, and last the memory as a whole under its title. The language of the questions
 * is that of the text.
 */
export function factsOf({ title, text }: Pick<DerivedSource, 'title' | 'text'>): Fact[] {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(whole)) return [];
  const chinese = isChinese(whole);
  const stated = sentencesOf(text).flatMap((sentence) => {
    const found = isChinese(sentence) ? chineseFact(sentence) : englishFact(sentence);
    return found ?? [];
  });
  const name = title.trim() === '' ? whole.slice(0, 40) : title.trim();
  const about = chinese ? chineseAbout(name, whole) : englishAbout(name, whole);
  return [...stated.slice(0, MOST - 1), about];
}

function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.replace(SPEAKER, '').split(/(?<=[.!?])\s+(?=\p{Lu})|(?<=[。！？；])/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !/[?？]$/u.test(sentence));
}
