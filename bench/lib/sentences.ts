import type { Random } from './random.ts';
import { chinese, english } from './words.ts';
import type { Vocabulary } from './words.ts';

/** The languages that the generator writes. */
export type Language = 'en' | 'zh';

/** The words of a language. */
export function vocabulary(language: Language): Vocabulary {
  return language === 'zh' ? chinese : english;
}

/** One sentence, with a final stop. */
export function sentence(random: Random, language: Language): string {
  const words = vocabulary(language);
  const who = random.pick(words.who);
  const does = random.pick(words.does);
  const thing = random.pick(words.thing);
  const where = random.chance(0.6) ? random.pick(words.where) : '';
  const when = random.chance(0.6) ? random.pick(words.when) : '';
  const because = random.chance(0.3) ? random.pick(words.because) : '';
  if (language === 'zh')
    return `${who}${when}${where}${does}${thing}${because === '' ? '' : `，${because}`}。`;
  return `${[who, does, thing, where, when, because].filter((part) => part !== '').join(' ')}.`;
}

/** Sentences in a row until the text has at least `length` characters (for Chinese a third of it). */
export function text(random: Random, language: Language, length: number): string {
  const enough = language === 'zh' ? length / 3 : length;
  let result = sentence(random, language);
  while (result.length < enough) result += (language === 'zh' ? '' : ' ') + sentence(random, language);
  return result;
}

/** A title of a few words, without a stop. */
export function title(random: Random, language: Language): string {
  const words = vocabulary(language);
  const thing = random.pick(words.thing);
  const where = random.pick(words.where);
  return language === 'zh' ? `${thing}（${random.pick(words.tag)}）` : `${upperFirst(thing)} ${where}`;
}

/** Different tags, `count` at most. */
export function tags(random: Random, language: Language, count: number): string[] {
  const list = vocabulary(language).tag;
  return [...new Set(Array.from({ length: count }, () => random.pick(list)))];
}

/**
 * How many characters a memory should have: log-normal around `median`, as short facts are many and long notes
 * few; never above 4,000.
 */
export function textLength(random: Random, median: number): number {
  return Math.min(4000, Math.round(median * Math.exp(0.7 * random.gauss())));
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
