/**
 * What reading a source proposes: nothing is applied before a person (or a command that was told to) accepts.
 * A batch belongs to one source; it is kept in `.memcube/ingest/` until it is settled.
 */
import type { RawJson } from '../base/json/types';
import type { Edge } from './memory';

/** A memory that would be added. */
export interface ProposedMemory {
  readonly id: string;
  /** The record as it would be written. */
  readonly raw: RawJson;
}

/** `new`: nothing like it is there. Others say what it collides with. */
export type Verdict = 'new' | 'exact' | 'near' | 'semantic' | 'contradiction';

/** What accepting does: adds it, leaves it out, replaces the other (which is archived), or merges both. */
export type Resolution = 'add' | 'skip' | 'replace' | 'merge';

export interface Proposal {
  readonly id: string;
  readonly memory: ProposedMemory;
  readonly verdict: Verdict;
  /** The memory it collides with, in the cube or in the same batch, and how alike they are (0 to 1). */
  readonly against?: { readonly id: string; readonly text: string; readonly alike: number } | undefined;
  /** Why, for people: English with `{0}` …, the key of its translation. */
  readonly reason: { readonly message: string; readonly args: readonly string[] };
  readonly suggested: Resolution;
  readonly decision?: Resolution | 'rejected' | undefined;
  /** The text as a person changed it. */
  readonly edited?: string | undefined;
}

export interface IngestBatch {
  readonly id: string;
  /** Where it came from, as the user knows it. */
  readonly source: string;
  readonly sourceHash: string;
  /** For instance `dialogue`, `document`, `code`, `selection`. */
  readonly kind: string;
  readonly mode: 'fast' | 'fine';
  readonly createdAt: string;
  readonly state: 'reading' | 'review' | 'applied' | 'failed';
  /** Why it failed, or what went wrong on the way. */
  readonly notes: readonly string[];
  readonly proposals: readonly Proposal[];
  /** Relations between proposed memories, added with them. */
  readonly edges: readonly Edge[];
}
