import type { EngineContext } from '../../base/context';
import type { Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';

/** What builders of edits need from outside. */
export type EditContext = Pick<EngineContext, 'now' | 'newId'>;

/** Why, for people: an English template with `{0}` …, the key of its translation, and its arguments. */
export interface Reason {
  readonly message: string;
  readonly args: readonly string[];
}

/** An edit worked out: apply `ops`, then select `keys`. No operations where nothing would change. */
export interface BuiltEdit {
  readonly ops: readonly Op[];
  readonly keys: readonly MemoryKey[];
  readonly reason: Reason;
}

/** The English text of a reason. */
export function reasonText({ message, args }: Reason): string {
  return message.replace(/\{(\d+)\}/g, (_, n: string) => args[Number(n)] ?? '');
}

/**
 * The reason of an edit to one or many memories: `one` gets a title, `many` a number. Both templates are
 * written out where they are used, so that every text to be translated stands in the source.
 */
export function reasonFor(titles: readonly string[], one: string, many: string): Reason {
  const [title] = titles;
  return title !== undefined && titles.length === 1
    ? { message: one, args: [title] }
    : { message: many, args: [String(titles.length)] };
}
