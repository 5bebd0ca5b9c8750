/** How much metadata each memory carries. */
export type Detail = 'compact' | 'full';

/** What to generate. The same options give the same bytes. */
export interface GenerateOptions {
  /** Number of memories, topics included. */
  readonly memories: number;
  /** Dimension of the vectors, 0 for none. */
  readonly vectors: number;
  /** Any text; another seed gives another cube. */
  readonly seed: string;
  /** Share of memories in Chinese, 0 to 1; the others are in English. */
  readonly chinese: number;
  /**
   * `compact` leaves out what MemOS allows to be absent; `full` writes every key that MemOS writes. For 100,000
   * memories without vectors that is 94 MB (63 MB of it without indentation) and 203 MB.
   */
  readonly detail: Detail;
}

/** What is used for an option that is not given. */
export const defaultOptions: GenerateOptions = {
  memories: 1000,
  vectors: 0,
  seed: 'memcube',
  chinese: 0.4,
  detail: 'compact',
};

/** Fills in the defaults. Throws a RangeError that names the option out of range. */
export function completeOptions(given: Partial<GenerateOptions>): GenerateOptions {
  const options = { ...defaultOptions, ...given };
  wholeNumber('memories', options.memories, 10_000_000);
  wholeNumber('vectors', options.vectors, 65_536);
  if (!(options.chinese >= 0 && options.chinese <= 1))
    throw new RangeError('chinese must be between 0 and 1');
  return options;
}

function wholeNumber(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new RangeError(`${name} must be a whole number from 0 to ${String(most)}`);
}
