import type { EmbedderTag } from '../model/store';
import type { Pool } from './pool';
import type { Ranked } from './ranking';
import type { Stopwatch } from './stopwatch';
import type { Question } from './understand';

/** A search before its hits are dressed. */
export interface Searched {
  readonly question: Question;
  readonly pool: Pool;
  readonly ranked: readonly Ranked[];
  readonly embedder: EmbedderTag | undefined;
  readonly note: string | undefined;
  readonly watch: Stopwatch;
}
