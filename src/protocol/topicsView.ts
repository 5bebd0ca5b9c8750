/** Between the preview of topics and the extension host. A view is about one cube. */
import type { Contract } from './channel';

/** A topic that memories would come under. */
export interface TopicLine {
  readonly id: string;
  readonly title: string;
  /** Whether it would be made; else it is there. */
  readonly fresh: boolean;
}

/** A memory, or a topic, that would come under a topic. */
export interface MoveLine {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  /** Why, in the language of the interface. */
  readonly reason: string;
}

export interface TopicsState {
  /** Name of the cube. */
  readonly cube: string;
  readonly topics: readonly TopicLine[];
  readonly moves: readonly MoveLine[];
  /** The language model that has named the topics; null: they are named by their terms. */
  readonly model: string | null;
  /** Whether the cube has changed since the plan was made. */
  readonly stale: boolean;
  readonly applied: boolean;
  readonly readOnly: boolean;
}

export interface TopicsHello {
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
  /** URI of the cube, by which VS Code opens the view again after a reload. */
  readonly cube: string;
  readonly state: TopicsState;
}

export interface TopicsHostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: TopicsHello };
    /** Makes the plan anew. */
    plan: { params: null; result: TopicsState };
    /** Makes one Change of the plan, without these topics and what would come under them. */
    apply: { params: { without: readonly string[] }; result: TopicsState };
    /** Takes that Change back. */
    undo: { params: null; result: TopicsState };
    /** Shows a memory that is there in the cube's editor. */
    reveal: { params: { id: string }; result: null };
    /** Closes the view; nothing is done. */
    cancel: { params: null; result: null };
  };
  events: {
    /** The cube has changed since the plan was made. */
    changed: TopicsState;
  };
}

/** The view answers no requests and tells nothing by itself. */
export interface TopicsViewContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
