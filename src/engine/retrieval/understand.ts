/** What a question means, as far as words tell: terms, times, people and tags that the memories know. */
import type { SearchRequest, Understanding } from '../model/search';
import { analyse } from './analyse';
import type { MemoryFacts } from './facts';
import { timesOf, type TimeExpression } from './times';

export interface Question {
  readonly text: string;
  /** All terms, once each, in their order. */
  readonly terms: readonly string[];
  /** Terms without the names of those who speak: they stand in every line and tell nothing. */
  readonly content: readonly string[];
  readonly times: readonly TimeExpression[];
  /** Names known to the memories, in lower case. */
  readonly people: ReadonlySet<string>;
  readonly tags: readonly string[];
  /** The text without the names of those who speak; the whole text where nothing else is in it. */
  readonly bare: string;
  /** What kind of answer it asks for. */
  readonly wants: { readonly time: boolean; readonly number: boolean; readonly name: boolean };
  /** Whether a name is one that the question or the conversation brings along, and so no answer. */
  readonly familiar: (name: string) => boolean;
}

const WHEN =
  /^\s*when\b|\b(?:what|which) (?:date|day|month|year|time)\b|\bhow long ago\b|何时|什么时候|哪[天年月日]|几[月号日点]|いつ/i;
const NUMBER =
  /\bhow (?:many|much|long|old|often|far|big|tall)\b|多少|几[个只条本次岁人]|多[大长久远高]|いくつ|いくら|何[人回個本]/i;
const NAME =
  /\b(?:who|whose|whom|where|which|names?|named|called|titles?)\b|谁|哪[里儿个家座部本位]|什么名|叫什么|誰|だれ|どこ|どの/i;
const HAN = /\p{Script=Han}/u;

/** Terms and times; they need no memories. */
export function readQuestion(request: SearchRequest, now: Date): Pick<Question, 'text' | 'terms' | 'times'> {
  const { text, ignore = [] } = request;
  const times = timesOf(text.slice(0, 2000), now).filter((time) => !ignore.includes(time.text));
  return { text, terms: [...new Set(analyse(text))], times };
}

/** The question among the memories that may answer it. */
export function meetMemories(
  read: Pick<Question, 'text' | 'terms' | 'times'>,
  facts: Iterable<MemoryFacts>,
  ignore: readonly string[],
): Question {
  const speakers = new Set<string>();
  const names = new Set<string>();
  const tags = new Set<string>();
  for (const memory of facts) {
    if (memory.speaker !== undefined) speakers.add(memory.speaker);
    for (const name of memory.names) names.add(name);
    for (const tag of memory.row.tags) tags.add(tag);
  }
  const text = read.text.toLowerCase();
  const named = (name: string): boolean => !ignore.includes(name) && mentions(text, name);
  const people = new Set([...speakers, ...names].filter(named));
  const spoken = new Set([...speakers].flatMap((name) => analyse(name)));
  const content = read.terms.filter((term) => !spoken.has(term));
  const terms = new Set(read.terms);
  const meant = [...tags].filter((tag) => {
    const words = termsOfTag(tag);
    return !ignore.includes(tag) && words.length > 0 && words.every((word) => terms.has(word));
  });
  // A question that is nothing but a name asks for it.
  return {
    ...read,
    content: content.length > 0 ? content : read.terms,
    people,
    tags: meant,
    bare: bareOf(read.text, speakers),
    wants: { time: WHEN.test(read.text), number: NUMBER.test(read.text), name: NAME.test(read.text) },
    familiar: (name) => people.has(name) || [...speakers].some((speaker) => speaker.startsWith(name)),
  };
}

/** A question without names of speakers, in the forms of a name alone and with a possessive ending. */
function bareOf(text: string, speakers: ReadonlySet<string>): string {
  const names = [...speakers].filter((name) => name.length > 1 && text.toLowerCase().includes(name));
  if (names.length === 0) return text;
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const rule = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?:['’]s)?(?![\\p{L}\\p{N}])`, 'giu');
  const bare = text.replace(rule, ' ').replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(bare) ? bare : text;
}

/** Terms of tags seen before: the same tags come with every question. */
const tagTerms = new Map<string, readonly string[]>();
const MOST_TAGS = 10_000;

function termsOfTag(tag: string): readonly string[] {
  const known = tagTerms.get(tag);
  if (known) return known;
  const terms = analyse(tag);
  if (tagTerms.size >= MOST_TAGS) tagTerms.clear();
  tagTerms.set(tag, terms);
  return terms;
}

/** Both in lower case. */
function mentions(lower: string, name: string): boolean {
  if (name.length < 2) return false;
  const at = lower.indexOf(name);
  if (at < 0) return false;
  if (HAN.test(name)) return true;
  const edge = (character: string | undefined): boolean =>
    character === undefined || !/[\p{L}\p{N}]/u.test(character);
  return edge(lower[at - 1]) && edge(lower[at + name.length]);
}

/** What is shown of it. */
export function understandingOf(question: Question): Understanding {
  const iso = (time: number): string => new Date(time).toISOString();
  return {
    terms: question.terms,
    times: question.times.map(({ text, start, end }) => ({ text, start: iso(start), end: iso(end) })),
    people: [...question.people],
    tags: question.tags,
  };
}
