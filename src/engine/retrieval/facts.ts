/** What a search knows of a memory, worked out once for each version of it. */
import { own, quickJson } from '../base/json/quick';
import { isRecord } from '../base/json/value';
import type { JsonValue } from '../base/json/types';
import { normaliseSources, normaliseStrings } from '../model/normalise';
import type { StoredMemory } from '../model/store';
import { analyse } from './analyse';
import { dateOf } from './dates';

export interface MemoryFacts {
  readonly stored: StoredMemory;
  readonly record: JsonValue;
  readonly text: string;
  /** How often each term occurs, in text and title. */
  readonly terms: ReadonlyMap<string, number>;
  readonly length: number;
  /** Who said it, in lower case; undefined where it is no utterance. */
  readonly speaker: string | undefined;
  /** Names in it: speakers, entities; in lower case. */
  readonly names: ReadonlySet<string>;
  /** When it was said and what day it speaks of; else when it was written. */
  readonly dates: readonly number[];
  /** Conversation or chapter, and its place there. */
  readonly session: string | undefined;
  readonly turn: number | undefined;
  /** Whether it is itself a question, and whether its text speaks of a time. */
  readonly asks: boolean;
  readonly dated: boolean;
  readonly user: string | undefined;
}

const TIME_WORD =
  /\b(yesterday|today|tonight|last|next|ago|weeks?|months?|years?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|(?:19|20)\d\d|morning|recently|just)\b|[昨今明前]天|[去今明]年|[上下]个?[周月]|\d+[年月日号]/i;

/** The facts of a memory. What is not of the expected shape counts as absent. */
export function factsOf(stored: StoredMemory): MemoryFacts {
  const record = quickJson(stored.raw);
  const metadata = own(record, 'metadata');
  const memory = own(record, 'memory');
  const text = typeof memory === 'string' ? memory : '';
  const sources = normaliseSources(own(metadata, 'sources') ?? null);
  const first = sources[0];
  const speaker = sources.length === 1 ? lower(own(first, 'name')) : undefined;
  const terms = new Map<string, number>();
  // The speaker before a line is no word of it.
  const spoken = speaker !== undefined && text.toLowerCase().startsWith(`${speaker}:`);
  const said = spoken ? text.slice(speaker.length + 1) : text;
  const words = analyse(said);
  // Title and tags add the words that the text has not: often they only repeat it.
  const known = new Set(words);
  const title = own(metadata, 'key');
  const labels = [...(typeof title === 'string' ? [title] : []), ...stored.row.tags];
  words.push(...labels.flatMap((label) => analyse(label)).filter((term) => !known.has(term)));
  for (const term of words) terms.set(term, (terms.get(term) ?? 0) + 1);
  return {
    stored,
    record,
    text,
    terms,
    length: words.length,
    speaker,
    names: namesOf(sources, metadata),
    dates: datesOf(sources, metadata, text, stored),
    session: stringOf(own(metadata, 'session_id')),
    turn: sources.length === 1 ? numberOf(own(first, 'turn')) : undefined,
    asks: /[?？]\s*$/.test(said.replace(/\s*\[[^\]]*\]\s*$/, '')),
    dated: TIME_WORD.test(said),
    user: stringOf(own(metadata, 'user_id')) ?? stringOf(own(metadata, 'user_name')),
  };
}

function namesOf(sources: readonly JsonValue[], metadata: JsonValue | undefined): Set<string> {
  const names = new Set<string>();
  const info = own(metadata, 'info');
  for (const list of [own(info, 'entities'), own(metadata, 'entities')]) {
    for (const name of normaliseStrings(list ?? null)) names.add(name.toLowerCase());
  }
  for (const source of sources) {
    const name = lower(own(source, 'name'));
    if (name !== undefined) names.add(name);
  }
  return names;
}

function datesOf(
  sources: readonly JsonValue[],
  metadata: JsonValue | undefined,
  text: string,
  { row }: StoredMemory,
): number[] {
  const info = own(metadata, 'info');
  const texts = [
    ...sources.slice(0, 20).map((source) => own(source, 'chat_time')),
    own(metadata, 'memory_time'),
    own(metadata, 'when'),
    ...(isRecord(info) ? Object.values(info) : []),
    text,
  ];
  const dates = texts.flatMap((value) => (typeof value === 'string' ? (dateOf(value) ?? []) : []));
  if (dates.length > 0) return [...new Set(dates)];
  return [row.createdAt, row.updatedAt].filter((time) => time !== undefined);
}

const stringOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const numberOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const lower = (value: JsonValue | undefined): string | undefined => stringOf(value)?.toLowerCase();
