/** Where the text of a token stands, from inclusive to exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What llama.cpp gives for a token that is a part of a character. */
const PART = '\u{FFFD}';
/** UTF-16 units that the parts of characters between two whole pieces may be, a token. */
const REACH = 8;

/**
 * Of each token the index of the text that it belongs to, or -1: the texts are looked for in the rendered text one
 * after the other, and the pieces are laid along it. A token that reaches into a text belongs to it.
 */
export function tokenOwners(rendered: string, pieces: readonly string[], texts: readonly string[]): number[] {
  const places = placesOf(rendered, texts);
  let first = 0;
  return spansOf(rendered, pieces).map(({ from, to }) => {
    while (first < places.length && (places[first]?.to ?? 0) <= from) first += 1;
    const place = places[first];
    return place !== undefined && place.from < to && from < to ? place.text : -1;
  });
}

function placesOf(rendered: string, texts: readonly string[]): (Span & { text: number })[] {
  let cursor = 0;
  return texts.flatMap((whole, text) => {
    const wanted = whole.trim();
    const from = wanted === '' ? -1 : rendered.indexOf(wanted, cursor);
    if (from < 0) return [];
    cursor = from + wanted.length;
    return [{ from, to: cursor, text }];
  });
}

/** Lays the pieces along the text; those that are parts of characters share what is between their neighbours. */
function spansOf(rendered: string, pieces: readonly string[]): Span[] {
  const spans: Span[] = [];
  let cursor = 0;
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] ?? '';
    if (!piece.includes(PART) && rendered.startsWith(piece, cursor)) {
      spans.push({ from: cursor, to: cursor + piece.length });
      cursor += piece.length;
      continue;
    }
    let next = at + 1;
    while (pieces[next]?.includes(PART) === true) next += 1;
    const following = pieces[next];
    const found = following === undefined ? rendered.length : rendered.indexOf(following, cursor);
    // A token that stands for nothing of the text, such as one that begins a turn, takes no room.
    const to = found < 0 || found - cursor > REACH * (next - at) ? cursor : found;
    for (let each = at; each < next; each++) spans.push({ from: cursor, to });
    cursor = to;
    at = next - 1;
  }
  return spans;
}
