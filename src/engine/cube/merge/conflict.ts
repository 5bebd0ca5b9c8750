import type { Op } from '../../model/change';
import { sameRaw } from '../../base/json/sameRaw';
import type { TextMemory } from '../text/textMemory';
import type { ConflictPlace } from './rebase';

/** What both sides made of the same memory (`path` empty) or field; null where it is absent. */
export interface Conflict extends ConflictPlace {
  readonly base: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** How to settle a conflict: one side, or a value of its own (null removes it). */
export interface Resolution extends ConflictPlace {
  readonly choice: 'ours' | 'theirs' | { readonly raw: string | null };
}

/** The text at a place of conflict. */
export function textAt(memory: TextMemory, { key, path }: ConflictPlace): string | null {
  if (!memory.has(key)) return null;
  return path.length === 0 ? memory.text(key) : memory.fieldRaw(key, path);
}

/** Places in conflict with their three texts; those on which both sides agree after all are left out. */
export function conflictsAt(
  places: Iterable<ConflictPlace>,
  base: TextMemory,
  ours: TextMemory,
  theirs: TextMemory,
): Conflict[] {
  const found: Conflict[] = [];
  for (const place of places) {
    const [b, o, t] = [textAt(base, place), textAt(ours, place), textAt(theirs, place)];
    if (!sameRaw(o, t) && !sameRaw(o, b)) found.push({ ...place, base: b, ours: o, theirs: t });
  }
  return found;
}

/** The operations on the other side's memory that put `raw` in the place of a conflict. */
export function settle(target: TextMemory, ours: TextMemory, place: ConflictPlace, raw: string | null): Op[] {
  const { key, path } = place;
  const present = textAt(target, place);
  if (sameRaw(present, raw)) return [];
  if (path.length > 0 || (present !== null && raw !== null)) {
    return [{ op: 'update', key, path, before: present, after: raw }];
  }
  const { collection } = (target.row(key) ?? ours.row(key) ?? {}) as { collection?: string };
  const list = (target.collections.find((c) => c.collection === collection) ?? target.collections[0])!;
  const { slots } = list.sequence;
  if (raw === null) {
    const previous = slots[slots.findIndex((slot) => slot.row.key === key) - 1]?.row.key ?? null;
    return [{ op: 'remove', key, raw: present!, previous, collection }];
  }
  return [{ op: 'add', key, raw, previous: slots.at(-1)?.row.key ?? null, collection }];
}
