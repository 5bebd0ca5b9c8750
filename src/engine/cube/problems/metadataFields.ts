/**
 * The metadata classes of MemOS as data. Unlike configurations they are read leniently: `"1"` passes for
 * a number, `"yes"` for true. All of them keep unknown keys.
 */
import type { JsonValue } from '../../base/json/types';
import { own } from '../../base/json/quick';
import { MEMORY_SOURCES, MEMORY_STATUSES, MEMORY_TYPES, MEMORY_VISIBILITIES } from '../../model/memory';

export type MetadataType = 'text' | 'flag' | 'whole' | 'number' | 'texts' | 'object' | 'history' | 'sources';

export interface MetadataField {
  readonly type: MetadataType;
  readonly nullable: boolean;
  readonly values?: readonly string[];
}

const field = (type: MetadataType, nullable = true, values?: readonly string[]): MetadataField => ({
  type,
  nullable,
  ...(values && { values }),
});

type Fields = Readonly<Record<string, MetadataField>>;

const PLAIN: Fields = {
  user_id: field('text'),
  session_id: field('text'),
  status: field('text', true, MEMORY_STATUSES),
  is_fast: field('flag'),
  evolve_to: field('texts', false),
  version: field('whole', false),
  history: field('history', false),
  working_binding: field('text'),
  type: field('text'),
  key: field('text'),
  confidence: field('number'),
  source: field('text', true, MEMORY_SOURCES),
  tags: field('texts'),
  visibility: field('text', true, MEMORY_VISIBILITIES),
  updated_at: field('text'),
  info: field('object'),
  internal_info: field('object'),
};

const TREE: Fields = {
  ...PLAIN,
  memory_type: field('text', false, MEMORY_TYPES),
  sources: field('sources'),
  created_at: field('text'),
  usage: field('texts', false),
  background: field('text'),
  file_ids: field('texts'),
};

const SEARCHED: Fields = { ...TREE, relativity: field('number') };

const PREFERENCE: Fields = {
  ...PLAIN,
  preference_type: field('text', false, ['explicit_preference', 'implicit_preference']),
  dialog_id: field('text'),
  original_text: field('text'),
  preference: field('text'),
  created_at: field('text'),
  mem_cube_id: field('text'),
  score: field('number'),
};

/** Fields of an earlier version inside `history`. */
export const HISTORY_FIELDS: Fields = {
  version: field('whole', false),
  is_fast: field('flag', false),
  memory: field('text'),
  update_type: field('text', false, ['conflict', 'duplicate', 'extract', 'unrelated', 'feedback']),
  archived_memory_id: field('text'),
  created_at: field('text'),
  timespec: field('object'),
  memory_form: field('text', true, ['state', 'event']),
};

/** Fields of a source. */
export const SOURCE_FIELDS: Fields = {
  type: field('text'),
  role: field('text', true, ['user', 'assistant', 'system', 'tool']),
  chat_time: field('text'),
  message_id: field('text'),
  content: field('text'),
  doc_path: field('text'),
  file_info: field('object'),
  image_info: field('object'),
};

/** Values that MemOS's Dream plugin writes and MemOS's own classes refuse. */
export const DREAM_TYPES: readonly string[] = ['InsightMemory', 'ProfileMemory', 'DreamDiary'];

/** Keys by which MemOS tells the metadata of a tree. */
const TREE_KEYS = ['sources', 'memory_type', 'embedding', 'background', 'usage'];

/** The fields of the class that MemOS chooses for some metadata. */
export function fieldsFor(metadata: JsonValue, isPreference: boolean): Fields {
  if (isPreference) return PREFERENCE;
  if (own(metadata, 'relativity') != null) return SEARCHED;
  return TREE_KEYS.some((key) => own(metadata, key) !== undefined) ? TREE : PLAIN;
}
