/**
 * The tokens of a whole cube without reading every text: the memories whose hashed key ends in enough
 * zero bits are a sample that does not depend on their order and changes only with what is edited.
 */
import { keepCount, type Count } from '../outline/keptCount';
import { recordData, textOf } from '../outline/recordData';
import { estimateTokens } from '../../base/tokens';
import type { RecordSlot } from '../text/records';
import type { TextMemory } from '../text/textMemory';

/** So many memories at most, or nearly so, are read for the number of tokens of the whole. */
const SAMPLE = 2000;

const sumsOf = keepCount((memory) => new TokenSums(memory));

/**
 * The estimated tokens of all texts: exact sums up to 2,000 memories, above that by the tokens per
 * character of one to two thousand memories anywhere in the file.
 */
export function totalTokens(memory: TextMemory): number {
  return sumsOf(memory).total();
}

class TokenSums implements Count {
  private chars = 0;
  private sampleChars = 0;
  private sampleTokens = 0;
  private readonly mask: number;

  constructor(private readonly memory: TextMemory) {
    this.mask = maskFor(memory.size);
  }

  record(slot: RecordSlot, by: 1 | -1): void {
    const { chars, key } = slot.row;
    this.chars += by * chars;
    if (this.mask !== 0 && (hash(key) & this.mask) !== 0) return;
    const text = textOf(this.memory, recordData(this.memory, slot));
    this.sampleChars += by * chars;
    this.sampleTokens += by * estimateTokens(text);
  }

  fits(memory: TextMemory): boolean {
    return maskFor(memory.size) === this.mask;
  }

  total(): number {
    if (this.sampleChars === 0) return 0;
    return Math.round((this.sampleTokens / this.sampleChars) * this.chars);
  }
}

/** One memory out of 2, 4, 8 … is read of a cube with more than one, two, four … times the sample. */
function maskFor(size: number): number {
  let every = 1;
  while (size > every * SAMPLE) every *= 2;
  return every - 1;
}

/** FNV-1a over UTF-16 units, its bits mixed once more. */
function hash(key: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) h = Math.imul(h ^ key.charCodeAt(at), 0x01000193);
  return Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 12;
}
