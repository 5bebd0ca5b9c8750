/** Most tokens of a line that is drawn as one. */
const MOST = 48;

/** A run of tokens that is drawn together: from, inclusive, and to, exclusive. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** The tokens in runs that end where their text begins a new line, or a memory ends, so that only those in sight are drawn. */
export function chunksOf(pieces: readonly string[], owners: readonly number[]): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  pieces.forEach((piece, at) => {
    const ends =
      piece.includes('\n') || at - from + 1 >= MOST || (owners[at + 1] ?? owners[at]) !== owners[at];
    if (!ends && at < pieces.length - 1) return;
    chunks.push({ from, to: at + 1 });
    from = at + 1;
  });
  return chunks;
}

/** A token's text with what cannot be seen made visible. */
export function visible(piece: string): string {
  return piece.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '·') || '∅';
}
