/**
 * What is made from memories and does not follow them by itself: a KV item, an adapter. It keeps what each of its
 * memories said, so that it shows when one says something else or is gone.
 */
import type { MemoryKey } from './memory';

/** A memory as it was when something was made from it. */
export interface DerivedSource {
  readonly key: MemoryKey;
  readonly title: string;
  /** The text as it was; what a diff shows. */
  readonly text: string;
}

export type SourceChange =
  | { readonly kind: 'changed'; readonly source: DerivedSource; readonly text: string }
  | { readonly kind: 'removed'; readonly source: DerivedSource };

/** What happened to the memories since; `now` gives the text of a memory, or undefined where it is gone. */
export function sourceChanges(
  sources: readonly DerivedSource[],
  now: (key: MemoryKey) => string | undefined,
): SourceChange[] {
  return sources.flatMap((source): SourceChange[] => {
    const text = now(source.key);
    if (text === undefined) return [{ kind: 'removed', source }];
    return text === source.text ? [] : [{ kind: 'changed', source, text }];
  });
}
