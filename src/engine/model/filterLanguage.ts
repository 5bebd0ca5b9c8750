/**
 * MemOS's filter language: one condition, or a list of conditions joined by `and` or `or` (no nesting). A
 * condition maps property names to a value (equality) or to comparisons; several in one are joined by "and".
 * Properties named `created_at`, `updated_at` or ending in `_at` are compared as times.
 */
export type FilterValue = string | number | boolean;

/** Comparisons of one property. `contains`: the value is an element of the list; `like`: a part of the text. */
export interface Comparisons {
  readonly gt?: FilterValue | undefined;
  readonly gte?: FilterValue | undefined;
  readonly lt?: FilterValue | undefined;
  readonly lte?: FilterValue | undefined;
  readonly contains?: FilterValue | undefined;
  readonly in?: readonly FilterValue[] | undefined;
  readonly like?: string | undefined;
}

/** Names match `[A-Za-z_][A-Za-z0-9_]*`; nothing else is ever sent to a database. */
export type Condition = Readonly<Record<string, FilterValue | Comparisons>>;

export type MemosFilter =
  { readonly and: readonly Condition[] } | { readonly or: readonly Condition[] } | Condition;
