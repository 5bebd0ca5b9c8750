import type { RawJson } from '../base/json/types';
import type { Edge, FieldPath } from './memory';

/** What a person or a program wants done to a cube, before it is worked out as operations. */
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

/** An edit of one kind. */
export type EditOf<K extends Edit['kind']> = Extract<Edit, { readonly kind: K }>;
