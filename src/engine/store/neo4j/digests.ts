import { readJson } from '../../base/json/value';
import type { StoredMemory } from '../../model/store';
import type { Analyser } from '../port';

/** So many are kept; a digest is a few hundred characters. */
const MOST = 10_000;

/** Digests of memories read before: MemOS's nodes have no place for them. A version stands for the content. */
export class Digests {
  private readonly kept = new Map<string, string>();

  of({ row, raw, version }: StoredMemory, analyser: Analyser): string {
    const key = `${analyser.name} ${version}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const digest = analyser.digest(readJson(raw), row);
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(key, digest);
    return digest;
  }
}
