/**
 * Between the search view and the extension host. One view serves every cube of the window; each request
 * names the cube it is about, so that an answer that comes late cannot be taken for another cube's.
 */
import type { MemoryRow } from '../engine/model/memory';
import type { SearchRequest, SearchResult, SearchWeights, WhyNot } from '../engine/model/search';
import type { EmbedderTag, VectorCounts } from '../engine/model/store';
import type { Contract } from './channel';

/** A cube that can be searched. */
export interface SearchableCube {
  /** Names it in requests: the URI of its text memory or of its store. */
  readonly id: string;
  readonly name: string;
  /** Where it is, for telling cubes of one name apart. */
  readonly detail: string;
}

/** What of a cube can be compared by meaning, and why not all of it. */
export interface VectorState extends VectorCounts {
  /** The embedder chosen now; undefined: there is none, and `why` says why. */
  readonly embedder: EmbedderTag | undefined;
  /** In the language of the interface. */
  readonly why: string | undefined;
}

/** A search kept under a name; shown as a folder in the Cubes tree. */
export interface SavedSearch {
  /** Unique in its cube. */
  readonly name: string;
  readonly request: SearchRequest;
}

/** What is kept for a cube, and where it stands. */
export interface CubeSearchState {
  readonly cube: string;
  /** Weights in force where a request names none: the cube's own, else the engine's. */
  readonly weights: Required<SearchWeights>;
  /** The engine's weights, which "reset" goes back to. */
  readonly defaults: Required<SearchWeights>;
  readonly vectors: VectorState;
  readonly saved: readonly SavedSearch[];
}

/** Something that takes long, which the view shows with a button to stop it. */
export interface SearchJob {
  readonly what: 'index' | 'embed' | 'check';
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
}

export interface SearchHello {
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
  readonly cubes: readonly SearchableCube[];
  /** The cube searched last in this window, else the first; null where there is none. */
  readonly cube: string | null;
  /** Every memory type and status, offered before a search has told its facets. */
  readonly memoryTypes: readonly string[];
  readonly statuses: readonly string[];
  /** What the view was opened to do, if anything. */
  readonly task: SearchTask | null;
}

/** What the host asks the view to show. */
export interface SearchTask {
  readonly cube: string;
  readonly request?: SearchRequest | undefined;
  /** A memory to explain the absence of. */
  readonly whyNot?: string | undefined;
}

export interface SearchHostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: SearchHello };
    /** Chooses a cube; its index is opened. */
    choose: { params: { cube: string }; result: CubeSearchState };
    search: { params: { cube: string; request: SearchRequest }; result: SearchResult };
    whyNot: {
      params: { cube: string; request: SearchRequest; key: string };
      result: { answer: WhyNot; row: MemoryRow | null };
    };
    /** Lets the person choose a memory in VS Code's own way; null when they change their mind. */
    pick: { params: { cube: string }; result: string | null };
    /** Shows a memory in the cube's editor; with `focus` the editor gets the keyboard. */
    reveal: { params: { cube: string; key: string; focus: boolean }; result: null };
    /** Lights up memories in the cube's graph and dims the others; null ends it. */
    spotlight: { params: { cube: string; spot: Spotlight | null }; result: null };
    /** Keeps weights for the cube; null goes back to the engine's. */
    keepWeights: { params: { cube: string; weights: SearchWeights | null }; result: CubeSearchState };
    /** Asks for a name and keeps the search as a folder of the Cubes tree; null when the person changes their mind. */
    saveSearch: { params: { cube: string; request: SearchRequest }; result: CubeSearchState | null };
    /**
     * Makes missing and stale vectors; where there are none, compares those that were taken over from the cube. Ends
     * when done or stopped.
     */
    embed: { params: { cube: string }; result: CubeSearchState };
    /** Stops what `job` tells of. */
    stop: { params: { cube: string }; result: null };
    chooseEmbedder: { params: { cube: string }; result: CubeSearchState };
  };
  events: {
    /** Cubes were found or are gone. */
    cubes: { cubes: readonly SearchableCube[] };
    /** The content of a cube, or what is kept for it, has changed. */
    changed: CubeSearchState;
    /** Progress of a job of a cube; null: nothing runs. */
    job: { cube: string; job: SearchJob | null };
    task: SearchTask;
    /** The person ended the spotlight in the graph. */
    spotlightEnded: { cube: string };
    /** The keyboard shall go to the question. */
    focus: null;
  };
}

/** The memories lit up in a graph, best first, and what they answer. */
export interface Spotlight {
  readonly keys: readonly string[];
  readonly label: string;
}

/** The view answers no requests and tells nothing by itself. */
export interface SearchViewContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
