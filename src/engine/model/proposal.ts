/**
 * What reading a source proposes: nothing is applied before a person (or a command that was told to) accepts.
 * A batch belongs to one source; it is kept in `.memcube/ingest/` until it is settled.
 */
import type { RawJson } from '../base/json/types';
import type { Edge } from './memory';

/** A text for people: English with `{0}` …, the key of its translation, and its arguments. */
export interface Note {
  readonly message: string;
  readonly args: readonly string[];
}

/** A memory that would be added. */
export interface ProposedMemory {
  readonly id: string;
  /** The record as it would be written. */
  readonly raw: RawJson;
}

/** `new`: nothing like it is there. Others say what it collides with. */
export const VERDICTS = ['new', 'exact', 'near', 'semantic', 'contradiction'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * What accepting does: `add` keeps both, `skip` leaves it out, `replace` archives the other and puts this one
 * in its place, `merge` does so with a text and metadata made of both.
 */
export const RESOLUTIONS = ['add', 'skip', 'replace', 'merge'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** What became of a proposal; `rejected` leaves it out, against what was suggested. */
export type Decision = Resolution | 'rejected';

/** The memory that a proposal collides with. */
export interface Collision {
  readonly id: string;
  /** Its text as it was when the proposal was made. */
  readonly text: string;
  /** How alike they are, 0 to 1: a Jaccard index of their shingles, a cosine, or 1 for a contradiction. */
  readonly alike: number;
  /** Whether it is a memory of the cube or another proposal of the same batch. */
  readonly where: 'cube' | 'batch';
}

/** A memory that new ones are compared with, in the cube or earlier in the batch. */
export interface Peer {
  readonly id: string;
  readonly text: string;
  readonly where: Collision['where'];
  /** Milliseconds since the epoch; when it was last changed. What is proposed is later than what is there. */
  readonly at?: number | undefined;
  /** By the embedder that compares meanings, of length 1, where it is known already. */
  readonly vector?: Float32Array | undefined;
}

/** What was found about a text. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly against?: Collision | undefined;
  /** Why. */
  readonly reason: Note;
  readonly suggested: Resolution;
}

export interface Proposal extends Judgement {
  readonly id: string;
  readonly memory: ProposedMemory;
  readonly decision?: Decision | undefined;
  /** The text as a person changed it. */
  readonly edited?: string | undefined;
  /** Whether its decision has been carried out. */
  readonly applied?: boolean | undefined;
}

/**
 * `reading`: it was interrupted or still goes on; it is taken up again where it was. `review`: proposals are open.
 * `applied`: all are decided on and carried out.
 */
export type BatchState = 'reading' | 'review' | 'applied' | 'failed';

/** A batch in a list. */
export interface BatchSummary {
  readonly id: string;
  /** Where it came from, as the user knows it. */
  readonly source: string;
  /** SHA-256 of the source's bytes, hex. */
  readonly sourceHash: string;
  /** For instance `dialogue`, `document`, `code`, `selection`. */
  readonly kind: string;
  readonly mode: 'fast' | 'fine';
  readonly createdAt: string;
  readonly state: BatchState;
  /** Portions that are kept, and how many the source has as far as it is known. */
  readonly portions: { readonly done: number; readonly of: number | undefined };
  /** Why it failed, or what went wrong on the way. */
  readonly notes: readonly Note[];
  /** Number of proposals by verdict. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Proposals without a decision. */
  readonly undecided: number;
}

export interface IngestBatch extends BatchSummary {
  readonly proposals: readonly Proposal[];
  /** Relations between proposed memories, added with them. */
  readonly edges: readonly Edge[];
}

/** A topic that would be made, or one that is there and would get more memories. */
export interface PlannedTopic {
  readonly id: string;
  readonly title: string;
  /** The record of a topic to be made; undefined for one that is there. */
  readonly raw: RawJson | undefined;
  /** The topic it comes under; null: none. */
  readonly parent: string | null;
}

/** A memory that would come under a topic. */
export interface PlannedMove {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly reason: Note;
}

/** What putting the memories of a cube in order by topics would do; nothing is done yet. */
export interface TopicPlan {
  readonly topics: readonly PlannedTopic[];
  readonly moves: readonly PlannedMove[];
}
