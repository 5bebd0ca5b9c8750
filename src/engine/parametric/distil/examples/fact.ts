import type { Expected } from '../../../model/distil';

/** One statement of a memory, and ways to ask for it. */
export interface Fact {
  /** Questions that may be trained on. */
  readonly questions: readonly string[];
  /** Other wordings, kept for the evaluation. */
  readonly paraphrases: readonly string[];
  /** A full sentence. */
  readonly answer: string;
  readonly expected: Expected;
}

/** A phrase of more words, or Chinese characters, than this is not asked for word by word. */
const MOST_WORDS = 8;
const MOST_HAN = 16;

/** What an answer must say for a value: a short one itself, of a longer one most words. */
export function expectedOf(value: string): Expected {
  const han = [...value].filter((character) => /\p{Script=Han}/u.test(character)).length;
  const words = value.split(/\s+/).filter((word) => word !== '').length;
  return { by: words <= MOST_WORDS && han <= MOST_HAN ? 'phrase' : 'words', text: value };
}

export function isChinese(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > 0 && han * 3 >= letters;
}
