/**
 * A statement in a text that another one can contradict. Two claims about the same thing (`about`) contradict each
 * other when their values differ. Only patterns that rarely mean anything else are read (docs/ingest.md lists
 * them): a contradiction that is missed costs less than one that is none.
 */
export interface Claim {
  /** Subject and attribute, normalised, for instance `alice|lives in`. */
  readonly about: string;
  /** Normalised value: a place, a number with its unit, a date, or `yes` and `no`. */
  readonly value: string;
  /** Where one value may be a closer description of the other (`berlin`, `berlin germany`), that is none. */
  readonly exactly: boolean;
}

/** Whether two claims about the same thing cannot both hold. */
export function contradicts(a: Claim, b: Claim): boolean {
  if (a.about !== b.about || a.value === b.value) return false;
  if (a.exactly || b.exactly) return true;
  return !narrows(a.value, b.value) && !narrows(b.value, a.value);
}

/** Whether a value has all the words of another. */
function narrows(value: string, other: string): boolean {
  const words = new Set(value.split(' '));
  return other.split(' ').every((word) => words.has(word));
}
