/** What a person sees of a batch under review. Everything in it may come from a stranger's file: it is text only. */
import type { BatchState, Decision, Resolution, Verdict } from './proposal';

/** A proposal in the list. */
export interface ReviewLine {
  readonly id: string;
  readonly title: string;
  /** Beginning of the text as it would be written: one line of at most 240 characters. */
  readonly text: string;
  /** `memory_type`. */
  readonly type: string;
  readonly tags: readonly string[];
  readonly verdict: Verdict;
  /** Why, in the language of the interface. */
  readonly reason: string;
  readonly suggested: Resolution;
  readonly decision: Decision | null;
  readonly edited: boolean;
  /** Whether the decision has been carried out. */
  readonly applied: boolean;
  /** Whether there is something that it collides with, which it can replace or be merged with. */
  readonly collides: boolean;
  /** What has become of the memory of the cube that it collides with since the source was read; null: nothing. */
  readonly stale: 'changed' | 'gone' | null;
}

/** A batch in the header of the view; its texts are in the language of the interface. */
export interface ReviewHead {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly mode: 'fast' | 'fine';
  /** ISO 8601. */
  readonly createdAt: string;
  readonly state: BatchState;
  readonly portions: { readonly done: number; readonly of: number | null };
  /** What went wrong, or was done instead. */
  readonly notes: readonly string[];
}

/** The memory, or the other proposal, that a proposal collides with. */
export interface ReviewedOther {
  readonly id: string;
  readonly title: string;
  readonly where: 'cube' | 'batch';
  /** Its text as it was when the source was read. */
  readonly text: string;
  /** Its text now; null where it is gone. */
  readonly now: string | null;
  /** 0 to 1. */
  readonly alike: number;
  /** Of another proposal, what was decided on it. */
  readonly decision: Decision | null;
  /** The text that merging both makes. */
  readonly merged: string;
}

/** Where a proposed memory comes from, as its record says. */
export interface ReviewedSource {
  /** As the source is named. */
  readonly name: string;
  /** First and last line, from 1. */
  readonly lines: readonly [number, number] | null;
  readonly turn: number | null;
  readonly page: number | null;
  /** Who speaks, or the heading or symbol that it stands under. */
  readonly speaker: string;
  /** As written in the source. */
  readonly time: string;
  /** Beginning of what stands there. */
  readonly content: string;
}

/** A proposal in full. */
export interface ReviewDetail {
  readonly id: string;
  /** As it was read. */
  readonly text: string;
  /** As a person changed it; null: not at all. */
  readonly edited: string | null;
  readonly background: string;
  /** ISO 8601 of what it speaks of, or ''. */
  readonly when: string;
  readonly entities: readonly string[];
  readonly other: ReviewedOther | null;
  /** The first of them, at most 50. */
  readonly sources: readonly ReviewedSource[];
}
