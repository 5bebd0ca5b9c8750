/**
 * Between the cube editor's view and the extension host. The host owns the data; the view asks for
 * pages and details, and sends edits as intents that the host turns into Changes.
 */
import type { Actor } from '../engine/model/change';
import type { CubeSummary, MemoryDetail } from '../engine/model/detail';
import type { Edit } from '../engine/model/edit';
import type { GraphData, GraphQuery, Positions } from '../engine/model/graph';
import type { OutlinePage, OutlineQuery } from '../engine/model/query';
import type { Contract } from './channel';
import type { Spotlight } from './searchView';

export { EMPTY_FILTER } from '../engine/model/query';
export type { CubeSummary, FieldView, MemoryDetail, RelationView } from '../engine/model/detail';
export type { Edit } from '../engine/model/edit';
export type { GraphData, GraphNode, GraphQuery } from '../engine/model/graph';
export type { Facet, Filter, OutlinePage, OutlineQuery, OutlineRow, SortKey } from '../engine/model/query';

export interface Hello {
  readonly summary: CubeSummary;
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
  readonly enumerations: {
    readonly memoryTypes: readonly string[];
    readonly statuses: readonly string[];
    readonly visibilities: readonly string[];
    readonly sources: readonly string[];
    readonly edgeTypes: readonly string[];
  };
  /** Names of the lists that a memory can be added to, where the format has several (`pref_text`). */
  readonly collections?: readonly string[] | undefined;
  /** Memory to show first, if the editor was opened for one. */
  readonly reveal?: string | undefined;
  /** How many memories the graph shows at first (a setting). */
  readonly graphLimit?: number | undefined;
  /** The spotlight that is on in this cube's graph. */
  readonly spotlight?: Spotlight | undefined;
}

export interface HistoryItem {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
  readonly reason: string;
  readonly saved: boolean;
  /** Names of fields changed, or what happened to the memory. */
  readonly what: readonly string[];
}

/** Requests of the view to the host. */
export interface HostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: Hello };
    outline: { params: OutlineQuery & { count: number }; result: OutlinePage };
    rows: { params: { generation: number; from: number; count: number }; result: OutlinePage };
    /** Index of a memory in the present outline, or -1; ancestors to expand first. */
    locate: { params: { key: string }; result: { index: number; ancestors: readonly string[] } };
    detail: { params: { key: string }; result: MemoryDetail | null };
    edit: { params: Edit; result: { keys: readonly string[] } };
    graph: { params: GraphQuery; result: GraphData };
    positions: { params: { positions: Positions }; result: null };
    history: { params: { key: string }; result: readonly HistoryItem[] };
    /** Opens a diff editor: the memory as of an entry beside its present state. */
    diff: { params: { key: string; entry: string }; result: null };
    restore: { params: { key: string; entry: string }; result: null };
    /** Opens something in the editor: a memory as text, the file at the memory's line. */
    open: { params: { key: string; as: 'text' | 'file' }; result: null };
    /** Asks a question in VS Code's own way; resolves to the label of the button, or null. */
    confirm: {
      params: { message: string; detail?: string; buttons: readonly string[] };
      result: string | null;
    };
  };
  events: {
    /** The data has changed: ask again for what is shown. */
    changed: { summary: CubeSummary; keys: readonly string[] };
    reveal: { key: string };
    /** Lights up memories in the graph; null ends it. */
    spotlight: Spotlight | null;
    /** A command of the host that the view carries out. */
    command: { name: ViewCommand };
  };
}

export type ViewCommand =
  | 'find'
  | 'showOutline'
  | 'showSplit'
  | 'showGraph'
  | 'create'
  | 'delete'
  | 'duplicate'
  | 'merge'
  | 'split'
  | 'fit';

/** What the view tells the host without being asked. */
export interface ViewContract extends Contract {
  requests: Record<never, never>;
  events: {
    selection: { keys: readonly string[] };
    /** The person ended the spotlight. */
    spotlightEnded: null;
    /** The person asks why a memory is not among the hits in the search view. */
    whyNot: { key: string };
    /** Timings measured in the view, in milliseconds, for the log. */
    measured: { what: string; ms: number };
  };
}
