import type { Figures } from './figures.ts';

/** The parts of the benchmark that can be run by themselves. */
export const PARTS = ['engine', 'search', 'ingest', 'activation', 'graph'] as const;
export type Part = (typeof PARTS)[number];

/** What to measure. */
export interface RunOptions {
  /** Sizes of cubes, in memories. */
  readonly memories: readonly number[];
  /** Sizes of pictures, in nodes. */
  readonly nodes: readonly number[];
  /** Times that each long thing is measured. */
  readonly repetitions: number;
  readonly parts: readonly Part[];
  /** Whether the packaged extension is taken as it is instead of being made anew. */
  readonly built: boolean;
  /** Tells the person who waits what is being done. */
  readonly say: (line: string) => void;
}

/** What was measured on one thing: a cube of some size, a picture, a start of the extension. */
export interface Case {
  /** Name that budgets refer to. */
  readonly id: string;
  readonly group: 'engine' | 'history' | 'search' | 'ingest' | 'activation' | 'graph';
  readonly title: string;
  /** Size of the file where there is one. */
  readonly megabytes?: number;
  readonly figures: Figures;
}
