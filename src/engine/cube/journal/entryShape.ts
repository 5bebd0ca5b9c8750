import type { RawJson } from '../../base/json/types';
import type { Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';
import type { Edit } from './edit';

/** A byte range of the later file that read otherwise in the earlier one; deflated, base64. */
export interface FileDelta {
  readonly at: number;
  readonly length: number;
  readonly earlier: string;
}

/** What an entry tells; `file` is the name of the text memory inside the cube folder. */
export type EntryBody =
  | { readonly kind: 'open'; readonly file: string; readonly sha256: string }
  | ({
      readonly kind: 'change';
      readonly file: string;
      readonly session: string;
      /** The records after it by id, null where removed: for cubes that are not files. */
      readonly records?: Readonly<Record<MemoryKey, RawJson | null>> | undefined;
    } & Edit)
  | {
      /** Commits the `change` entries from `from` up to this one. */
      readonly kind: 'save';
      readonly file: string;
      readonly session: string;
      readonly from: number;
      readonly before: string | null;
      readonly after: string;
      /** Memories that go by another key since: old and new. */
      readonly renamed?: readonly (readonly [MemoryKey, MemoryKey])[] | undefined;
    }
  | {
      /** Somebody else changed the file; `ops` only where the earlier content was known. */
      readonly kind: 'external';
      readonly file: string;
      readonly before: string | null;
      readonly after: string;
      readonly ops?: readonly Op[] | undefined;
      readonly delta?: FileDelta | undefined;
    }
  | {
      /** The save with this number never reached the file. */
      readonly kind: 'rollback';
      readonly file: string;
      readonly save: number;
    }
  | {
      /** Unsaved changes were given up. */
      readonly kind: 'revert';
      readonly file: string;
      readonly session: string;
      readonly dropped: readonly { id: string; at: string; actor: string; reason: string }[];
    };

/** An entry in the journal: numbered from 1, with its time in ISO 8601. */
export type Entry = EntryBody & { readonly seq: number; readonly at: string };
