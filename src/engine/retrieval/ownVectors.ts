import type { EmbedderTag, StoreCounts } from '../model/store';
import { sameModel } from './modelNames';
import { filled, OWN_VECTORS } from './sentences';

/** The tag under which stores keep a cube's own vectors, whoever made them. */
export const ownTag = ({ dimensions }: EmbedderTag): EmbedderTag => ({ name: '', dimensions });

/** What becomes of the vectors that a cube brought along. */
export interface OwnVectors {
  /** How many were taken over just now. */
  readonly taken: number;
  /** Why they are not used, or that they are, in English; undefined where there is nothing to say. */
  readonly note: string | undefined;
}

/**
 * Why the vectors that a cube brought along are certainly not those of an embedder, in English: another length, or
 * the configuration names another model. Undefined where there are none, or where they may be.
 */
export function refusedOwn(
  { vectors }: Pick<StoreCounts, 'vectors'>,
  tag: EmbedderTag,
  named: string | undefined,
): string | undefined {
  const own = vectors.filter(({ embedder, count }) => embedder.name === '' && count > 0);
  const [most] = own.toSorted((a, b) => b.count - a.count);
  if (!most) return undefined;
  const { name, dimensions } = tag;
  if (!own.some(({ embedder }) => embedder.dimensions === dimensions)) {
    const args = [most.embedder.dimensions, dimensions].map(String);
    return filled(OWN_VECTORS.dimensions, ...args, name);
  }
  if (named !== undefined && named !== '' && !sameModel(named, name)) {
    return filled(OWN_VECTORS.model, named, name);
  }
  return undefined;
}
