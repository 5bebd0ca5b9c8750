/**
 * Which memories a filter lets through. Searching text reads records, so it goes in portions that let
 * the event loop breathe, can be aborted, and remembers its last answer: typing on narrows it, and after
 * an edit only what has changed is looked at again.
 */
import type { EngineContext } from '../../base/context';
import type { Filter } from '../../model/query';
import type { MemoryRow } from '../../model/memory';
import type { TextMemory } from '../text/textMemory';
import { forestOf, type Forest } from './forest';
import { recordData, searchTexts, usesOf } from './recordData';
import { containsWords, mayContain, narrows, wordsOf } from './words';

/** One flag for each memory, by its number in the forest. */
export interface Matches {
  readonly forest: Forest;
  readonly flags: Uint8Array;
  readonly count: number;
  /** Whether everything matches because nothing was asked. */
  readonly all: boolean;
}

/** Milliseconds of work between two breaths. */
const PORTION_MS = 10;
const DAY = 86_400_000;

interface TextAnswer {
  readonly words: readonly string[];
  readonly forest: Forest;
  readonly flags: Uint8Array;
}

export class Matcher {
  private last: TextAnswer | undefined;

  constructor(
    private readonly memory: TextMemory,
    private readonly clock: Pick<EngineContext, 'now'>,
  ) {}

  /**
   * Finds what matches in the memory as it is when the search ends. Rejects with the reason of `signal`
   * when it is aborted.
   */
  async find(filter: Filter, signal?: AbortSignal): Promise<Matches> {
    for (;;) {
      signal?.throwIfAborted();
      const matches = await this.findIn(forestOf(this.memory), filter, signal);
      if (matches.forest === forestOf(this.memory)) return matches;
    }
  }

  private async findIn(forest: Forest, filter: Filter, signal: AbortSignal | undefined): Promise<Matches> {
    const test = rowTest(filter);
    const words = wordsOf(filter.text);
    const days = filter.usedWithinDays;
    const { length } = forest.rows;
    if (!test && words.length === 0 && days === undefined) {
      return { forest, flags: allOf(length), count: length, all: true };
    }
    const flags = words.length > 0 ? (await this.text(forest, words, signal)).slice() : allOf(length);
    const since = days === undefined ? undefined : this.clock.now().getTime() - days * DAY;
    let count = 0;
    for (let at = 0; at < length; at++) {
      if (flags[at] === 0) continue;
      const row = forest.rows[at]!;
      if ((!test || test(row)) && (since === undefined || this.usedSince(row, since))) count++;
      else flags[at] = 0;
    }
    return { forest, flags, count, all: false };
  }

  private async text(
    forest: Forest,
    words: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const { last, memory } = this;
    if (last?.forest === forest && last.words.join(' ') === words.join(' ')) return last.flags;
    const known = last && narrows(words, last.words) ? last : undefined;
    const same = known !== undefined && known.words.join(' ') === words.join(' ');
    const flags = new Uint8Array(forest.rows.length);
    let breath = performance.now();
    let at = 0;
    for (const slot of [...memory.slots()]) {
      const before = known ? known.forest.of(slot.row.key) : -1;
      const answered = before >= 0 && known!.forest.rows[before] === slot.row;
      if (answered && (same || known!.flags[before] === 0)) flags[at] = known!.flags[before]!;
      else flags[at] = this.contains(slot, words) ? 1 : 0;
      at++;
      if (at % 64 === 0 && performance.now() - breath > PORTION_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        breath = performance.now();
      }
    }
    this.last = { words, forest, flags };
    return flags;
  }

  private contains(slot: Parameters<typeof recordData>[1], words: readonly string[]): boolean {
    const { memory } = this;
    if (!mayContain(memory.body(slot), words)) return false;
    return containsWords(searchTexts(memory, recordData(memory, slot)), words);
  }

  private usedSince(row: MemoryRow, since: number): boolean {
    if (row.updatedAt !== undefined && row.updatedAt >= since) return true;
    if (row.uses === 0) return false;
    const uses = usesOf(this.memory, recordData(this.memory, this.memory.slot(row.key)));
    return uses.some(({ time }) => time !== undefined && time >= since);
  }
}

const allOf = (length: number): Uint8Array => new Uint8Array(length).fill(1);

/** The part of a filter that rows alone can answer; undefined where it asks nothing of them. */
function rowTest({ types, statuses, tags }: Filter): ((row: MemoryRow) => boolean) | undefined {
  if (types.length + statuses.length + tags.length === 0) return undefined;
  const [type, status, tag] = [new Set(types), new Set(statuses), new Set(tags)];
  return (row) =>
    (type.size === 0 || type.has(row.type)) &&
    (status.size === 0 || status.has(row.status)) &&
    (tag.size === 0 || row.tags.some((name) => tag.has(name)));
}
