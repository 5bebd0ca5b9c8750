import { createHash } from 'node:crypto';
import type { EmbedderTag } from '../../model/store';

/**
 * The label of nodes that hold the vectors of one embedder. They are nodes beside MemOS's, without relations to
 * them, so that MemOS never sees them: `(:MemCubeVector {id, user_name, embedder, dimensions, text, vector,
 * taken})`, where `text` is what the vector was made from, and `taken` is true for one that is the cube's own and was
 * not compared. The cube's own vectors stay in `Memory.embedding`.
 */
export function vectorLabel({ name, dimensions }: EmbedderTag): string {
  const hash = createHash('sha256').update(`${name}\n${dimensions}`).digest('hex').slice(0, 16);
  return `MemCubeVector_${hash}`;
}
