import type { RawJson } from '../base/json/types';
import type { Actor } from './change';
import type { Edge, TextFormat } from './memory';
import type { Facet, OutlineRow } from './query';

/** How a field is edited. */
export type FieldControl =
  'text' | 'longtext' | 'enum' | 'tags' | 'date' | 'number' | 'boolean' | 'json' | 'vector';

/** A metadata field with its text as written; `raw` of a vector is left out (''). */
export interface FieldView {
  readonly name: string;
  readonly raw: RawJson;
  readonly control: FieldControl;
  readonly options?: readonly string[] | undefined;
  /** Known to MemOS; other fields are kept all the same. */
  readonly known: boolean;
  /** Who last set it, when (milliseconds since the epoch) and why, as far as the history reaches. */
  readonly changed?: { readonly at: number; readonly actor: Actor; readonly reason: string } | undefined;
}

export interface RelationView extends Edge {
  /** The memory at the other end. */
  readonly key: string;
  readonly title: string;
  readonly memoryType: string;
  /** Whether the other end exists in this cube. */
  readonly exists: boolean;
}

/** A memory named with its title. */
export interface TitledKey {
  readonly key: string;
  readonly title: string;
}

/** Everything about one memory but the numbers of its vector. */
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
  readonly path: readonly TitledKey[];
  readonly vector?: { readonly dimensions: number; readonly stale: boolean } | undefined;
  readonly uses: {
    readonly count: number;
    /** Milliseconds since the epoch. */
    readonly last: number | undefined;
    /** Uses in each of the last 90 days, oldest first; empty when there are none. */
    readonly days: readonly number[];
  };
  readonly problems: readonly { readonly severity: string; readonly text: string }[];
}

/** A cube at a glance. */
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
