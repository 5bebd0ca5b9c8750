/**
 * Between the cube editor's view and the extension host. The host owns the data; the view asks for
 * pages and details, and sends edits as intents that the host turns into Changes.
 */
import type { RawJson } from '../engine/base/json/types';
import type { Actor } from '../engine/model/change';
import type { Edge, FieldPath, MemoryRow, TextFormat } from '../engine/model/memory';
import type { Contract } from './channel';

/** Which memories to list. Empty lists mean all. */
export interface Filter {
  /** Words that must all appear, in text, title, tags, sources or id; case does not count. */
  readonly text: string;
  readonly types: readonly string[];
  readonly statuses: readonly string[];
  readonly tags: readonly string[];
  /** Only memories used or changed in the last so many days. */
  readonly usedWithinDays?: number | undefined;
}

export const EMPTY_FILTER: Filter = { text: '', types: [], statuses: [], tags: [] };

export type SortKey = 'file' | 'title' | 'type' | 'status' | 'uses' | 'chars' | 'updatedAt' | 'confidence';

export interface OutlineQuery {
  readonly filter: Filter;
  readonly sort: { readonly by: SortKey; readonly descending: boolean };
  /** Keys of expanded memories; with a filter, matches are shown with their ancestors expanded. */
  readonly expanded: readonly string[];
  /** `tree` follows PARENT relations, `flat` is a plain table. */
  readonly shape: 'tree' | 'flat';
}

/** One line of the outline. */
export interface OutlineRow extends MemoryRow {
  readonly depth: number;
  readonly childCount: number;
  readonly expanded: boolean;
  /** False for an ancestor that is shown only because of a descendant. */
  readonly matches: boolean;
  /** Uses in each of the last 30 days, oldest first; empty when never used. */
  readonly heat: readonly number[];
  /** Rough count of tokens of the text. */
  readonly tokens: number;
  /** 1-based place among its siblings and their number, for screen readers. */
  readonly position: number;
  readonly siblings: number;
}

export interface OutlinePage {
  /** Number of the query; rows of another generation are of no use. */
  readonly generation: number;
  readonly total: number;
  readonly matches: number;
  readonly from: number;
  readonly rows: readonly OutlineRow[];
}

export interface Facet {
  readonly value: string;
  readonly count: number;
}

export interface CubeSummary {
  readonly name: string;
  readonly path: string;
  readonly format: TextFormat;
  readonly readOnly: boolean;
  readonly dirty: boolean;
  /** Whether the format has relations (and so re-parenting and a tree). */
  readonly hasEdges: boolean;
  readonly memories: number;
  readonly edges: number;
  readonly tokens: number;
  readonly problems: number;
  readonly types: readonly Facet[];
  readonly statuses: readonly Facet[];
  /** The most frequent tags, at most 200. */
  readonly tags: readonly Facet[];
  readonly edgeTypes: readonly Facet[];
  /** Unsaved changes found from an earlier run that ended unexpectedly. */
  readonly recovered: number;
}

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
  /** Memory to show first, if the editor was opened for one. */
  readonly reveal?: string | undefined;
}

/** A metadata field with its text as written; `raw` of a vector is left out. */
export interface FieldView {
  readonly name: string;
  readonly raw: RawJson;
  readonly control: 'text' | 'longtext' | 'enum' | 'tags' | 'date' | 'number' | 'boolean' | 'json' | 'vector';
  readonly options?: readonly string[] | undefined;
  /** Known to MemOS; other fields are kept all the same. */
  readonly known: boolean;
}

export interface RelationView extends Edge {
  /** The memory at the other end. */
  readonly key: string;
  readonly title: string;
  readonly memoryType: string;
  /** Whether the other end exists in this cube. */
  readonly exists: boolean;
}

export interface MemoryDetail {
  readonly row: OutlineRow;
  readonly memory: string;
  readonly fields: readonly FieldView[];
  /** Fields that MemOS knows and this memory does not have. */
  readonly absent: readonly FieldView[];
  /** Sources, decoded; each an object with at least `type`. */
  readonly sources: readonly Readonly<Record<string, unknown>>[];
  readonly outgoing: readonly RelationView[];
  readonly incoming: readonly RelationView[];
  /** Titles from the root to the parent. */
  readonly path: readonly { readonly key: string; readonly title: string }[];
  readonly vector?: { readonly dimensions: number; readonly stale: boolean } | undefined;
  readonly uses: {
    readonly count: number;
    readonly last: number | undefined;
    readonly days: readonly number[];
  };
  readonly problems: readonly { readonly severity: string; readonly text: string }[];
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

export type Edit =
  | {
      readonly kind: 'set';
      readonly keys: readonly string[];
      readonly path: FieldPath;
      readonly raw: RawJson | null;
    }
  | {
      readonly kind: 'create';
      readonly memory: string;
      readonly title?: string | undefined;
      readonly memoryType: string;
      readonly parent: string | null;
      readonly collection?: string | undefined;
    }
  | {
      readonly kind: 'remove';
      readonly keys: readonly string[];
      readonly mode: 'archived' | 'deleted' | 'removed';
    }
  | { readonly kind: 'duplicate'; readonly keys: readonly string[] }
  | { readonly kind: 'merge'; readonly keys: readonly string[]; readonly memory: string }
  | { readonly kind: 'split'; readonly key: string; readonly parts: readonly string[] }
  | { readonly kind: 'reparent'; readonly keys: readonly string[]; readonly parent: string | null }
  | {
      readonly kind: 'tag';
      readonly keys: readonly string[];
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly kind: 'link'; readonly edge: Edge }
  | { readonly kind: 'unlink'; readonly edge: Edge };

export interface GraphNode {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly kind: string;
  readonly status: string;
  readonly uses: number;
  readonly matches: boolean;
  /** Neighbours that are not in this picture. */
  readonly hidden: number;
  /** Place kept from an earlier arrangement. */
  readonly at?: readonly [x: number, y: number] | undefined;
}

export interface GraphData {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
  /** Memories that match the filter, shown or not. */
  readonly available: number;
}

export interface GraphQuery {
  readonly filter: Filter;
  /** Memories whose neighbours are all wanted. */
  readonly expanded: readonly string[];
  /** Memory that must be in the picture, with its neighbours. */
  readonly focus: string | null;
  readonly limit: number;
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
    positions: { params: { positions: Readonly<Record<string, readonly [number, number]>> }; result: null };
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
    /** Timings measured in the view, in milliseconds, for the log. */
    measured: { what: string; ms: number };
  };
}
