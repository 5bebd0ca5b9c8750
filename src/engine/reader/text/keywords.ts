/** Words that tell what a short text is about, without a model: the most frequent ones that are not common. */
import { countWide } from '../../base/tokens';
import stopWords from './stopWords.json';

const STOP: ReadonlySet<string> = new Set([...stopWords.en.split(' '), ...stopWords.zh.split(' ')]);
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’\-][\p{L}\p{N}]+)*/gu;

/** Made once it is needed: it costs more than many texts do. */
let segmenter: Intl.Segmenter | undefined;

/** What is looked at of a long text. UTF-16 units. */
const HEAD = 8000;

/** At most `limit` words in lower case, the most frequent first, then the longest, then the first in the text. */
export function keywordsOf(text: string, limit = 5): string[] {
  const found = new Map<string, number>();
  for (const word of wordsOf(text.slice(0, HEAD))) found.set(word, (found.get(word) ?? 0) + 1);
  return [...found]
    .sort(([a, m], [b, n]) => n - m || b.length - a.length)
    .slice(0, limit)
    .map(([word]) => word);
}

function wordsOf(text: string): string[] {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const words = countWide(text) === 0 ? (lower.match(WORD) ?? []) : segmented(lower);
  return words.filter(tells);
}

function segmented(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return [...segmenter.segment(text)].flatMap((part) => (part.isWordLike ? part.segment : []));
}

/** Whether a word is long enough and not one that everybody uses: three letters, or two Chinese characters. */
function tells(word: string): boolean {
  const shortest = countWide(word) > 0 ? 2 : 3;
  return word.length >= shortest && word.length <= 40 && !STOP.has(word) && !/^\d/.test(word);
}
