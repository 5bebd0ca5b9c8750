/** What is left to do once a source has been parsed: units, each of which gives a memory, or a question to a model. */
import type { ReadMemory, SourceKind } from '../model/reading';
import type { Note } from '../model/proposal';

export interface Unit {
  /** The memory that holds the unit's text as it is; worked out when it is wanted. */
  readonly raw: () => ReadMemory;
  /** What a model reads of it. */
  readonly text: string;
  /** Whether the raw text is kept beside what a model makes of it, with edges between them. */
  readonly keepRaw: boolean;
  /** Whether it goes on where the unit before ended: then edges lead there and back. */
  readonly follows: boolean;
  /** Where it is, for people: `notes.md:12-30`. */
  readonly where: string;
}

export interface Reading {
  readonly kind: SourceKind;
  readonly format: string;
  readonly units: readonly Unit[];
  readonly notes: readonly Note[];
}
