import { normalText, tokensOf } from './normalText';
import { bandKeys } from './minHash';
import { commonOf, shinglesOf, type Shingles } from './shingles';

/** Shares of shingles from which two texts are called near duplicates. */
export const NEAR = 0.8;

/** Candidates measured for one text at most; what shares most bands comes first. */
const MOST = 64;

interface Entry<T> {
  readonly item: T;
  readonly shingles: Shingles;
}

export interface Near<T> {
  readonly item: T;
  /** Jaccard index of the shingles. */
  readonly alike: number;
  /** Share of the text asked for that is in this one too, and the other way round. */
  readonly inside: number;
  readonly around: number;
}

/** Finds texts that are the same or nearly the same; adding and asking cost the same however many there are. */
export class TextIndex<T> {
  private readonly byText = new Map<string, T>();
  private readonly bands = new Map<number, Entry<T>[]>();

  /** Of several items with the same text the first is kept. */
  add(text: string, item: T): void {
    const normal = normalText(text);
    if (normal === '' || this.byText.has(normal)) return;
    this.byText.set(normal, item);
    const shingles = shinglesOf(tokensOf(normal));
    const entry = { item, shingles };
    for (const key of bandKeys(shingles)) {
      const list = this.bands.get(key);
      if (!list) this.bands.set(key, [entry]);
      else if (list.length < MOST) list.push(entry);
    }
  }

  /** The item whose text is the same but for case, punctuation and white space. */
  exact(text: string): T | undefined {
    return this.byText.get(normalText(text));
  }

  /** The nearest item at or above `NEAR`; of equal ones the first added. */
  near(text: string): Near<T> | undefined {
    const shingles = shinglesOf(tokensOf(normalText(text)));
    if (shingles.length === 0) return undefined;
    const shared = new Map<Entry<T>, number>();
    for (const key of bandKeys(shingles)) {
      for (const entry of this.bands.get(key) ?? []) shared.set(entry, (shared.get(entry) ?? 0) + 1);
    }
    const candidates = [...shared].sort(([, a], [, b]) => b - a).slice(0, MOST);
    let best: Near<T> | undefined;
    for (const [{ item, shingles: other }] of candidates) {
      const common = commonOf(shingles, other);
      const alike = common / (shingles.length + other.length - common);
      if (alike < NEAR || alike <= (best?.alike ?? 0)) continue;
      best = { item, alike, inside: common / shingles.length, around: common / other.length };
    }
    return best;
  }
}
