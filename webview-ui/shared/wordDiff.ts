import { diffArrays } from 'diff';

/** A piece of a text; marked where the other text does not have it. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Longer texts are shown without marks: comparing them would take seconds. */
const LONGEST = 40_000;
/** Milliseconds after which comparing is given up. */
const PATIENCE = 300;

/** Two texts in pieces, with the words marked that only one of them has; undefined where they are too long for it. */
export function wordDiff(before: string, after: string): { before: Piece[]; after: Piece[] } | undefined {
  if (before.length + after.length > LONGEST) return undefined;
  const changes = diffArrays(wordsOf(before), wordsOf(after), { timeout: PATIENCE });
  if (!changes) return undefined;
  const side = (mine: 'added' | 'removed', others: 'added' | 'removed'): Piece[] =>
    changes.flatMap((change) =>
      change[others] ? [] : [{ text: change.value.join(''), marked: change[mine] }],
    );
  return { before: side('removed', 'added'), after: side('added', 'removed') };
}

/** The words of a text and what is between them; Chinese is segmented by its own words. */
function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
