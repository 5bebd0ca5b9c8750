/** Titles on the canvas, broken and cut about as the elements do it, without measuring. */

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const NARROW = /[\s.,:;!'|()[\]fijlrtI-]/;
const BROAD = /[mwMW@%A-Z]/;

/** A title as at most two lines of a width in em, the second with an ellipsis when there is more. */
export function breakTitle(title: string, width: number): readonly string[] {
  const text = title.trim();
  const first = fitting(text, width);
  if (first === text.length) return text === '' ? [] : [text];
  const space = text[first] === ' ' ? first : text.lastIndexOf(' ', first);
  const cut = space > 0 ? space : first;
  const rest = text.slice(cut).trim();
  if (fitting(rest, width) === rest.length) return [text.slice(0, cut), rest];
  return [text.slice(0, cut), `${rest.slice(0, fitting(rest, width - 1))}…`];
}

/** How many UTF-16 units of a text fit into so many em; whole characters only, and at least one. */
function fitting(text: string, width: number): number {
  let room = width;
  let at = 0;
  for (const character of text) {
    room -= emOf(character);
    if (room < 0 && at > 0) return at;
    at += character.length;
  }
  return at;
}

function emOf(character: string): number {
  if (WIDE.test(character)) return 1;
  if (NARROW.test(character)) return 0.3;
  return BROAD.test(character) ? 0.72 : 0.55;
}
