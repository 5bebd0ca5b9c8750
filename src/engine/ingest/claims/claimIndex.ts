import { contradicts, type Claim } from './claim';
import { claimsOf } from './claimsOf';

/** Values kept of one attribute at most; the latest count. */
const MOST = 16;

/** Finds memories that state the opposite. */
export class ClaimIndex<T> {
  private readonly byAbout = new Map<string, { readonly claim: Claim; readonly item: T }[]>();

  add(text: string, item: T): void {
    for (const claim of claimsOf(text)) {
      const list = this.byAbout.get(claim.about) ?? [];
      list.push({ claim, item });
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
