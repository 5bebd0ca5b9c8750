import type { JsonPath } from '../base/json/types';

/** The four text-memory file formats of MemOS, by the name of their backend. */
export type TextFormat = 'naive_text' | 'general_text' | 'tree_text' | 'pref_text';

/** `memory_type` values of MemOS, in the order in which the views list them. */
export const MEMORY_TYPES = [
  'LongTermMemory',
  'UserMemory',
  'WorkingMemory',
  'OuterMemory',
  'RawFileMemory',
  'PreferenceMemory',
  'SkillMemory',
  'ToolSchemaMemory',
  'ToolTrajectoryMemory',
  'Context',
] as const;

/** `status` values of MemOS. */
export const MEMORY_STATUSES = ['activated', 'resolving', 'archived', 'deleted'] as const;
export const MEMORY_VISIBILITIES = ['private', 'public', 'session'] as const;
export const MEMORY_SOURCES = ['conversation', 'retrieved', 'web', 'file', 'system'] as const;

/** Edge types that MemOS writes or names; any other name is accepted too. */
export const EDGE_TYPES = [
  'PARENT',
  'MERGED_TO',
  'MATERIAL',
  'SUMMARY',
  'FOLLOWING',
  'PRECEDING',
  'RELATE',
  'CONFLICT',
  'CAUSE',
  'CONDITION',
  'INFERS',
  'FOLLOWS',
  'AGGREGATE_TO',
] as const;

/**
 * Names one memory in an open cube: its id, or for the second and later memories with the same id
 * `<id>#<n>`, or `#<position>` for one without a usable id.
 */
export type MemoryKey = string;

/** A directed relation between two memories, by their ids; `PARENT` points from parent to child. */
export interface Edge {
  readonly source: string;
  readonly target: string;
  readonly type: string;
}

/** What lists and trees show of a memory; everything else is read on demand. */
export interface MemoryRow {
  readonly key: MemoryKey;
  readonly id: string;
  /** `metadata.key`, else the beginning of the text; at most 120 characters, one line. */
  readonly title: string;
  /** `memory_type`, else the preference type, else ''. */
  readonly type: string;
  /** `metadata.type`: fact, topic, event … or ''. */
  readonly kind: string;
  readonly status: string;
  readonly visibility: string;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  /** 0 to 1, whatever the scale in the file. */
  readonly confidence: number | undefined;
  /** Recorded uses. */
  readonly uses: number;
  /** Length of the text in UTF-16 units. */
  readonly chars: number;
  /** Length of the stored vector, if there is one. */
  readonly dimensions: number | undefined;
  readonly version: number;
  /** Collection inside a `pref_text` file. */
  readonly collection?: string | undefined;
}

/** Where a format keeps the parts of a memory inside its record. */
export interface RecordLayout {
  readonly memory: JsonPath;
  readonly metadata: JsonPath;
  readonly vector: JsonPath;
}

/**
 * Path of a field independent of the file format: `['memory']`, `['metadata', 'status']`,
 * `['metadata', 'info', 'x']`, `['vector']`, or a record-level member.
 */
export type FieldPath = JsonPath;
