import { contradicts, type Claim } from './claim';
import { claimsOf } from './claimsOf';

/** Values kept of one attribute at most; the latest count. */
const MOST = 16;

interface Stated<T> {
  readonly claim: Claim;
  readonly item: T;
  readonly at: number;
}

/** Finds memories that state the opposite. */
export class ClaimIndex<T> {
  private readonly byAbout = new Map<string, Stated<T>[]>();

  /** `at` orders statements by time; of equal ones the one added later is the later. */
  add(text: string, item: T, at: number): void {
    for (const claim of claimsOf(text)) {
      const list = this.byAbout.get(claim.about) ?? [];
      const after = list.findLastIndex((other) => other.at <= at);
      list.splice(after + 1, 0, { claim, item, at });
      if (list.length > MOST) list.shift();
      this.byAbout.set(claim.about, list);
    }
  }

  /** The latest item that contradicts a text, with both claims; none where a later one agrees with it. */
  contradicting(text: string): { item: T; claim: Claim; other: Claim } | undefined {
    for (const claim of claimsOf(text)) {
      const last = this.byAbout.get(claim.about)?.at(-1);
      if (last && contradicts(claim, last.claim)) return { item: last.item, claim, other: last.claim };
    }
    return undefined;
  }
}
