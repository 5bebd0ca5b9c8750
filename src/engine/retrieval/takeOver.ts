/**
 * Takes the vectors that MemOS wrote into a cube over for the embedder that made them, which spares embedding the
 * cube. Nothing in a memory says who made its vector, nor from which text: so a sample is embedded and compared, and
 * what was taken over is marked until somebody has compared it too (checkTaken.ts). docs/adr/0017 has the reasons.
 */
import type { Embedder } from '../inference/ports';
import type { EmbedderTag } from '../model/store';
import type { MemoryStore } from '../store/port';
import { refusedOwn, ownTag, type OwnVectors } from './ownVectors';
import { Sample } from './ownSample';
import { filled, OWN_VECTORS } from './sentences';

export interface TakeOverOptions {
  /** The model that the cube's configuration names as its embedder; undefined: nothing does. */
  readonly named?: string | undefined;
  /** Memories whose text is known to have been changed after their vector was made; asked for where it matters. */
  readonly edited?: ((signal?: AbortSignal) => Promise<ReadonlySet<string>>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each portion with the number of vectors taken over so far. */
  readonly onTaken?: ((taken: number) => void) | undefined;
}

const PORTION = 500;
const NOTHING: OwnVectors = { taken: 0, note: undefined };

/**
 * Gives memories without a fresh vector of this embedder their own, where a sample agrees with what it makes.
 * @throws what the store and the embedder throw; AbortError
 */
export async function takeOver(
  store: MemoryStore,
  embedder: Embedder,
  { named, edited, signal, onTaken }: TakeOverOptions = {},
): Promise<OwnVectors> {
  const { tag } = embedder;
  const [lacking] = await store.unembedded(tag, '', 1, signal);
  if (!lacking) return NOTHING;
  const counts = await store.counts(signal);
  if (!counts.vectors.some((each) => each.embedder.name === '' && each.count > 0)) return NOTHING;
  const refused = refusedOwn(counts, tag, named);
  if (refused !== undefined) return { taken: 0, note: refused };
  const samples = await look(store, tag, await edited?.(signal), signal);
  const large = samples.filter((sample) => sample.large);
  const found = samples.reduce((sum, { items }) => sum + items.length, 0);
  if (large.length === 0) {
    return found === 0 ? NOTHING : { taken: 0, note: filled(OWN_VECTORS.few, String(found)) };
  }
  let taken = 0;
  for (const sample of large) {
    if (!(await sample.agrees(embedder, signal))) {
      // Short texts tell models apart. Long ones may only be cut off elsewhere.
      if (taken === 0) return { taken, note: filled(OWN_VECTORS.differ, tag.name) };
      break;
    }
    taken += await take(store, tag, sample.items, (done) => onTaken?.(taken + done), signal);
  }
  return { taken, note: filled(OWN_VECTORS.taken, String(taken)) };
}

/** Samples of the short texts and of the long ones that have an own vector and none of the embedder. */
async function look(
  store: MemoryStore,
  tag: EmbedderTag,
  edited: ReadonlySet<string> | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly [short: Sample, long: Sample]> {
  const samples = [new Sample(), new Sample()] as const;
  for (let after = ''; ;) {
    const texts = await store.unembedded(tag, after, PORTION, signal);
    const last = texts.at(-1);
    if (!last) return samples;
    after = last.id;
    const ids = texts.map(({ id }) => id);
    const own = await store.vectors(ids, ownTag(tag), signal);
    for (const text of texts) {
      const vector = own.get(text.id);
      if (vector && edited?.has(text.id) !== true) Sample.of(samples, text.text).add(text, vector);
    }
  }
}

async function take(
  store: MemoryStore,
  tag: EmbedderTag,
  items: readonly { readonly id: string; readonly textHash: string }[],
  onTaken: (done: number) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  let taken = 0;
  for (let at = 0; at < items.length; at += PORTION) {
    const portion = items.slice(at, at + PORTION);
    const ids = portion.map(({ id }) => id);
    const own = await store.vectors(ids, ownTag(tag), signal);
    const put = portion.flatMap(({ id, textHash }) => {
      const vector = own.get(id);
      return vector ? [{ id, textHash, vector, taken: true }] : [];
    });
    await store.putVectors(tag, put, signal);
    taken += put.length;
    onTaken(taken);
  }
  return taken;
}
