import type { Piece } from './wordDiff';

/** A text with the words marked that the other one does not have. */
export function Pieces({
  pieces,
  kind,
}: {
  pieces: readonly Piece[];
  kind: 'ins' | 'del';
}): React.JSX.Element {
  const Mark = kind;
  return (
    <>
      {pieces.map(({ text, marked }, at) =>
        marked ? <Mark key={at}>{text}</Mark> : <span key={at}>{text}</span>,
      )}
    </>
  );
}
