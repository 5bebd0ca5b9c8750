/**
 * What a search knows of a memory: worked out when the memory is written, kept by its store as a digest, and read
 * back for each question that meets it.
 */
import { createHash } from 'node:crypto';
import { own } from '../base/json/quick';
import { isRecord } from '../base/json/value';
import type { JsonValue } from '../base/json/types';
import type { MemoryRow } from '../model/memory';
import { normaliseSources, normaliseStrings } from '../model/normalise';
import type { Analyser, Digested } from '../store/port';
import { analyse } from './analyse';
import { dateOf } from './dates';
import { Terms } from './terms';

export interface MemoryFacts {
  readonly id: string;
  readonly row: MemoryRow;
  /** Of its text, title and tags. */
  readonly terms: Terms;
  /** The same for texts that differ in case and white space alone. */
  readonly twin: string;
  /** Who said it, in lower case; undefined where it is no utterance. */
  readonly speaker: string | undefined;
  /** Names in it: speakers, entities; in lower case. */
  readonly names: readonly string[];
  /** When it was said and what day it speaks of; else when it was written. */
  readonly dates: readonly number[];
  /** Conversation or chapter, and its place there. */
  readonly session: string | undefined;
  readonly turn: number | undefined;
  /** Whether it is itself a question, and whether its text speaks of a time. */
  readonly asks: boolean;
  readonly dated: boolean;
  /** Whether it has a number, written in digits or as a word. */
  readonly counts: boolean;
  readonly user: string | undefined;
}

/** How the stores of the product take memories apart. Another name makes all of them do it anew. */
export const analyser: Analyser = { name: 'english-chinese-4', terms: analyse, digest: digestOf };

const TIME_WORD =
  /\b(yesterday|today|tonight|last|next|ago|weeks?|months?|years?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|(?:19|20)\d\d|morning|recently|just)\b|[昨今明前]天|[去今明]年|[上下]个?[周月]|\d+[年月日号]/i;

const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|couple|few|several|dozen|hundreds?|thousands?|millions?)\b|[一二两三四五六七八九十百千万][个只条本次岁人年月天]/i;

/** The text of a memory; '' for what is none. */
export function textOf(record: JsonValue): string {
  const memory = own(record, 'memory');
  return typeof memory === 'string' ? memory : '';
}

/** The facts of a memory. */
export function factsOf({ id, row, digest }: Digested): MemoryFacts {
  const end = digest.indexOf('\n');
  const facts = JSON.parse(digest.slice(0, end)) as Kept;
  const { twin, words, speaker, names = [], dates = [], session, turn, asks, dated, counts, user } = facts;
  const terms = new Terms(digest.slice(end), words);
  return {
    id,
    row,
    terms,
    twin,
    speaker,
    names,
    dates,
    session,
    turn,
    asks: asks === 1,
    dated: dated === 1,
    counts: counts === 1,
    user,
  };
}

/** The first line of a digest; its terms follow, one a line. What is absent is left out. */
interface Kept {
  readonly twin: string;
  readonly words: number;
  readonly speaker?: string | undefined;
  readonly names?: readonly string[] | undefined;
  readonly dates?: readonly number[] | undefined;
  readonly session?: string | undefined;
  readonly turn?: number | undefined;
  readonly asks?: 1 | undefined;
  readonly dated?: 1 | undefined;
  readonly counts?: 1 | undefined;
  readonly user?: string | undefined;
}

/** Facts of a memory as a text. What is not of the expected shape counts as absent. */
function digestOf(record: JsonValue, row: MemoryRow): string {
  const metadata = own(record, 'metadata');
  const text = textOf(record);
  const sources = normaliseSources(own(metadata, 'sources') ?? null);
  const first = sources[0];
  const speaker = sources.length === 1 ? lower(own(first, 'name')) : undefined;
  // The speaker before a line is no word of it.
  const spoken = speaker !== undefined && text.toLowerCase().startsWith(`${speaker}:`);
  const said = spoken ? text.slice(speaker.length + 1) : text;
  const terms = analyse(said);
  // Title and tags add the words that the text has not: often they only repeat it.
  const known = new Set(terms);
  const title = own(metadata, 'key');
  const labels = [...(typeof title === 'string' ? [title] : []), ...row.tags];
  terms.push(...labels.flatMap((label) => analyse(label)).filter((term) => !known.has(term)));
  const names = namesOf(sources, metadata);
  const dates = datesOf(sources, metadata, text, row);
  const kept: Kept = {
    twin: twinOf(text),
    words: terms.length,
    speaker,
    names: names.length > 0 ? names : undefined,
    dates: dates.length > 0 ? dates : undefined,
    session: stringOf(own(metadata, 'session_id')),
    turn: sources.length === 1 ? numberOf(own(first, 'turn')) : undefined,
    asks: /[?？]\s*$/.test(said.replace(/\s*\[[^\]]*\]\s*$/, '')) ? 1 : undefined,
    dated: TIME_WORD.test(said) ? 1 : undefined,
    counts: NUMBER.test(said) ? 1 : undefined,
    user: stringOf(own(metadata, 'user_id')) ?? stringOf(own(metadata, 'user_name')),
  };
  return JSON.stringify(kept) + Terms.write(terms);
}

const twinOf = (text: string): string =>
  createHash('sha256')
    .update(text.toLowerCase().replace(/\s+/g, ' ').trim())
    .digest('base64url')
    .slice(0, 22);

function namesOf(sources: readonly JsonValue[], metadata: JsonValue | undefined): string[] {
  const names = new Set<string>();
  const info = own(metadata, 'info');
  for (const list of [own(info, 'entities'), own(metadata, 'entities')]) {
    for (const name of normaliseStrings(list ?? null)) names.add(name.toLowerCase());
  }
  for (const source of sources) {
    const name = lower(own(source, 'name'));
    if (name !== undefined) names.add(name);
  }
  return [...names];
}

function datesOf(
  sources: readonly JsonValue[],
  metadata: JsonValue | undefined,
  text: string,
  row: MemoryRow,
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
