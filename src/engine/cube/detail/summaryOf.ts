import type { CubeSummary } from '../../model/detail';
import type { MemoryRow } from '../../model/memory';
import { facetsOf } from '../outline/facets';
import { recordData, textOf } from '../outline/recordData';
import { estimateTokens } from '../outline/tokens';
import type { RecordSlot } from '../text/records';
import type { TextMemory } from '../text/textMemory';

/** The part of a summary that the file itself does not tell. */
export type SummaryContext = Pick<
  CubeSummary,
  'name' | 'path' | 'readOnly' | 'dirty' | 'problems' | 'recovered'
>;

/** A cube at a glance. */
export function summaryOf(memory: TextMemory, context: SummaryContext): CubeSummary {
  return {
    ...context,
    format: memory.format,
    hasEdges: memory.hasEdges,
    memories: memory.size,
    edges: memory.edges.slots.length,
    tokens: totalTokens(memory),
    ...facetsOf(memory),
  };
}

/** So many memories are read for the number of tokens of the whole. */
const SAMPLE = 2000;
const counted = new WeakMap<MemoryRow, number>();

/**
 * The estimated tokens of all texts: exact sums up to 2,000 memories, above that by the tokens per
 * character of as many memories, evenly spread over the file. The text of each is read once.
 */
export function totalTokens(memory: TextMemory): number {
  const every = Math.ceil(memory.size / SAMPLE);
  let [at, chars, sampleChars, sampleTokens] = [0, 0, 0, 0];
  for (const slot of memory.slots()) {
    chars += slot.row.chars;
    if (at++ % every !== 0) continue;
    sampleChars += slot.row.chars;
    sampleTokens += tokensOf(memory, slot);
  }
  return sampleChars === 0 ? 0 : Math.round((sampleTokens / sampleChars) * chars);
}

function tokensOf(memory: TextMemory, slot: RecordSlot): number {
  const known = counted.get(slot.row);
  if (known !== undefined) return known;
  const tokens = estimateTokens(textOf(memory, recordData(memory, slot)));
  counted.set(slot.row, tokens);
  return tokens;
}
