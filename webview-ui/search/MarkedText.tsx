/** A text with the words that were found in it marked; marks are ranges of UTF-16 units. */
export function MarkedText(props: {
  text: string;
  marks: readonly (readonly [number, number])[];
}): React.JSX.Element {
  const { text, marks } = props;
  const pieces: React.ReactNode[] = [];
  let at = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (from < at || to <= from || to > text.length) continue;
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  pieces.push(text.slice(at));
  return <>{pieces}</>;
}
