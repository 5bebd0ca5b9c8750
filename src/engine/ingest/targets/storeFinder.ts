import { analyse } from '../../retrieval/analyse';
import type { EmbedderTag } from '../../model/store';
import type { Candidate, MemoryStore } from '../../store/port';
import { claimsOf } from '../claims/claimsOf';
import { isCompared, knownOf, type FoundMemory, type KnownMemory, type SimilarFinder } from './target';

/** Terms that are looked for of one text: a near duplicate has nearly all of them. */
const TERMS = 48;
/** Memories that one question to the store gives: for a text, for a statement in it, for its vector. */
const BY_TEXT = 8;
const BY_CLAIM = 64;
const BY_VECTOR = 4;
/** Memories asked for at once. */
const PORTION = 200;

/**
 * Finds memories of a store by its own lists: the best by the words of a text, the best by the words of each
 * statement in it, and the nearest by its vector. None is given twice.
 */
export class StoreFinder implements SimilarFinder {
  private readonly given = new Set<string>();

  private constructor(
    private readonly store: MemoryStore,
    private readonly embedder: EmbedderTag | undefined,
    /** Statuses that are compared; undefined: all. */
    private readonly statuses: readonly string[] | undefined,
  ) {}

  static async open(
    store: MemoryStore,
    embedder: EmbedderTag | undefined,
    signal?: AbortSignal,
  ): Promise<StoreFinder> {
    const all = (await store.counts(signal)).statuses.map(({ value }) => value);
    const compared = all.filter((status) => isCompared({ status, kind: '' }));
    return new StoreFinder(store, embedder, compared.length < all.length ? compared : undefined);
  }

  async find(
    texts: readonly string[],
    vectors: readonly Float32Array[] | undefined,
    signal?: AbortSignal,
  ): Promise<FoundMemory[]> {
    const ids = new Set<string>();
    for (const [at, text] of texts.entries()) {
      for (const { id } of await this.alike(text, vectors?.[at], signal)) {
        if (!this.given.has(id)) ids.add(id);
      }
    }
    for (const id of ids) this.given.add(id);
    return this.read([...ids], signal);
  }

  /** Memories that no vector can find yet, since they have none of this embedder. */
  async *withoutVector(signal?: AbortSignal): AsyncGenerator<readonly KnownMemory[]> {
    if (!this.embedder) return;
    for (let after = ''; ;) {
      const texts = await this.store.unembedded(this.embedder, after, PORTION, signal);
      const last = texts.at(-1);
      if (!last) return;
      after = last.id;
      const ids = texts.map(({ id }) => id);
      for (const id of ids) this.given.add(id);
      yield await this.read(ids, signal);
    }
  }

  async vectors(ids: readonly string[], signal?: AbortSignal): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (let at = 0; this.embedder && at < ids.length; at += PORTION) {
      const portion = await this.store.vectors(ids.slice(at, at + PORTION), this.embedder, signal);
      for (const [id, vector] of portion) found.set(id, vector);
    }
    return found;
  }

  private async alike(
    text: string,
    vector: Float32Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Candidate[]> {
    const { store, statuses, embedder } = this;
    const found: Candidate[] = [];
    const terms = [...new Set(analyse(text))].slice(0, TERMS);
    if (terms.length > 0) found.push(...(await store.lexical({ terms, statuses, limit: BY_TEXT }, signal)));
    else found.push(...(await this.wordless(text, signal)));
    for (const about of new Set(claimsOf(text).map((claim) => claim.about))) {
      const words = [...new Set(analyse(about))];
      if (words.length === 0) continue;
      found.push(...(await store.lexical({ terms: words, statuses, limit: BY_CLAIM }, signal)));
    }
    if (vector && embedder) {
      found.push(...(await store.vector({ vector, embedder, statuses, limit: BY_VECTOR }, signal)));
    }
    return found;
  }

  /** A text of nothing but small words, such as "How are you?", is in no list of words. */
  private async wordless(text: string, signal: AbortSignal | undefined): Promise<Candidate[]> {
    const memos = { memory: { like: text } };
    const { rows } = await this.store.list(
      { memos, statuses: this.statuses, offset: 0, limit: BY_TEXT },
      signal,
    );
    return rows.map(({ id }) => ({ id, score: 0 }));
  }

  private async read(ids: readonly string[], signal: AbortSignal | undefined): Promise<FoundMemory[]> {
    const { store, embedder } = this;
    const found: FoundMemory[] = [];
    for (let at = 0; at < ids.length; at += PORTION) {
      const portion = ids.slice(at, at + PORTION);
      const vectors = embedder && (await store.vectors(portion, embedder, signal));
      for (const { id, raw } of await store.get(portion, signal)) {
        const memory = knownOf(id, raw);
        if (isCompared(memory)) found.push({ ...memory, vector: vectors?.get(id) });
      }
    }
    return found;
  }

  dispose(): void {
    this.given.clear();
  }
}
