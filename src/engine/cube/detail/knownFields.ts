/**
 * The metadata fields that MemOS knows, as data in `knownFields.json` (memos-interop §2.2, §2.3, §2.7):
 * those of all memories, those that come with a format, with a memory type, and those that only the
 * system writes. `written` ones are known but never offered to be added by hand.
 */
import type { FieldControl } from '../../model/detail';
import {
  MEMORY_SOURCES,
  MEMORY_STATUSES,
  MEMORY_TYPES,
  MEMORY_VISIBILITIES,
  type TextFormat,
} from '../../model/memory';
import groups from './knownFields.json';

export interface KnownField {
  readonly name: string;
  readonly control: FieldControl;
  /** All values of an `enum`; suggestions for a `text`. */
  readonly options: readonly string[] | undefined;
  /** Whether a person may add it. */
  readonly offered: boolean;
}

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  statuses: MEMORY_STATUSES,
  visibilities: MEMORY_VISIBILITIES,
  sources: MEMORY_SOURCES,
  memoryTypes: MEMORY_TYPES,
  kinds: ['fact', 'opinion', 'event', 'topic', 'reasoning', 'procedure', 'skills', 'chat'],
  preferenceTypes: ['explicit_preference', 'implicit_preference'],
  vectorSync: ['success', 'failed', 'skipped'],
};

/** The known fields of a memory of a format and type, in the order in which they are shown. */
export function knownFields(format: TextFormat, type: string): KnownField[] {
  const tree = format === 'tree_text' || (format !== 'pref_text' && type !== '');
  const wanted = ['all', ...(tree ? ['tree'] : []), ...(format === 'pref_text' ? ['preference'] : []), type];
  const fields = new Map<string, KnownField>();
  for (const group of groups) {
    const offered = wanted.includes(group.of);
    for (const field of group.fields as readonly FieldData[]) {
      const { name, control, options, written } = field;
      if (!fields.has(name) && (offered || group.of === 'system')) {
        const values = options === undefined ? undefined : OPTIONS[options];
        fields.set(name, { name, control, options: values, offered: written !== true });
      }
    }
  }
  return [...fields.values()];
}

interface FieldData {
  readonly name: string;
  readonly control: FieldControl;
  readonly options?: string;
  readonly written?: boolean;
}
