/**
 * Words of a text as a search compares them, the same for memories and questions: lower case without accents,
 * English words stemmed (Porter 2) and without stop words, numbers as they are, Chinese and Japanese cut into words
 * by the dictionary of `Intl.Segmenter`, or into pairs of characters where the runtime has none.
 */
import { stemmer } from '@orama/stemmers/english';
import words from './stopWords.json';

const LATIN_STOP = new Set(words.en.split(' '));
const HAN_STOP = new Set([...words.zh.split(' '), ...words.ja.split(' ')]);
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/u;
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A word in its place: `term` is what is compared, `start` and `end` are UTF-16 units of the text. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** The terms of a text in their order, repeated as often as they occur. */
export function analyse(text: string): string[] {
  const terms: string[] = [];
  for (const { term } of tokensOf(text)) terms.push(term);
  return terms;
}

/** The terms of a text with where they stand. */
export function* tokensOf(text: string): Generator<Token> {
  for (const match of text.matchAll(TOKEN)) {
    const [word] = match;
    if (HAN.test(word)) yield* segments(word, match.index);
    else {
      const term = latinTerm(word);
      if (term !== '') yield { term, start: match.index, end: match.index + word.length };
    }
  }
}

/** Stems seen before; a language has few words, so that the bound is seldom met. */
const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

function latinTerm(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const term = LATIN_STOP.has(plain) ? '' : /^[a-z]+$/.test(plain) ? stemmer(plain) : plain;
  if (stems.size >= MOST_STEMS) stems.clear();
  if (word.length <= 40) stems.set(word, term);
  return term;
}

const segmenters =
  typeof Intl.Segmenter === 'function'
    ? {
        zh: new Intl.Segmenter('zh', { granularity: 'word' }),
        ja: new Intl.Segmenter('ja', { granularity: 'word' }),
      }
    : undefined;

function* segments(run: string, at: number): Generator<Token> {
  if (!segmenters) {
    yield* pairs(run, at);
    return;
  }
  const segmenter = KANA.test(run) ? segmenters.ja : segmenters.zh;
  for (const { segment, index } of segmenter.segment(run)) {
    // Dictionaries differ in where they part small words, so those are told by their characters.
    if (HAN_STOP.has(segment) || [...segment].every((character) => HAN_STOP.has(character))) continue;
    yield { term: segment, start: at + index, end: at + index + segment.length };
  }
}

/** Overlapping pairs of characters, for a runtime without a dictionary. */
export function* pairs(run: string, at: number): Generator<Token> {
  const characters = [...run];
  if (characters.length === 1) yield { term: run, start: at, end: at + run.length };
  let start = at;
  for (let i = 0; i + 1 < characters.length; i++) {
    const term = `${characters[i] ?? ''}${characters[i + 1] ?? ''}`;
    yield { term, start, end: start + term.length };
    start += characters[i]?.length ?? 0;
  }
}
