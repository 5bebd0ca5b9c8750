import type { Condition } from '../model/filterLanguage';
import type { Filter } from '../model/query';
import type { StoreFilter } from '../model/store';

const DAY = 86_400_000;

/** The part of a filter that a store answers by itself; the text is not part of it. */
export function storeFilter(filter: Filter, now: Date): StoreFilter {
  const days = filter.usedWithinDays;
  return {
    types: some(filter.types),
    statuses: some(filter.statuses),
    tags: some(filter.tags),
    memos:
      days === undefined
        ? undefined
        : { and: [{ updated_at: { gte: new Date(now.getTime() - days * DAY).toISOString() } }] },
  };
}

/** Whether a filter lets everything through. */
export function asksNothing({ text, types, statuses, tags, usedWithinDays }: Filter): boolean {
  return (
    text.trim() === '' && types.length + statuses.length + tags.length === 0 && usedWithinDays === undefined
  );
}

/** Memories whose text or title holds these words as they are typed; a word may be unfinished. */
export function containing(text: string): { readonly or: readonly Condition[] } {
  return { or: [{ memory: { like: text } }, { key: { like: text } }] };
}

const some = (list: readonly string[]): readonly string[] | undefined => (list.length > 0 ? list : undefined);
