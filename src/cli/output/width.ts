/**
 * How many columns a text takes in a terminal: two for East Asian wide and fullwidth characters and for
 * emoji, none for combining marks and joiners (Unicode Standard Annex 11 and Technical Standard 51, in
 * the coarse ranges that terminals share). An emoji joined of several counts once.
 */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

const ASCII = /^[\u0020-\u007e]*$/;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const NONE = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
const JOINER = 0x200d;
const AS_EMOJI = 0xfe0f;

const isFlagLetter = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff;
const isSkinTone = (code: number): boolean => code >= 0x1f3fb && code <= 0x1f3ff;

function widthOfCharacter(character: string, code: number): number {
  if (code < 0x300) return code < 32 || code === 0xad ? 0 : 1;
  if (WIDE.some(([from, to]) => code >= from && code <= to)) return 2;
  if (NONE.test(character)) return 0;
  return EMOJI.test(character) ? 2 : 1;
}

/** Columns of a text without escape sequences. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { columns } of pieces(text)) width += columns;
  return width;
}

/** Characters with what belongs to them, and their columns. */
function* pieces(text: string): Generator<{ piece: string; columns: number }> {
  let piece = '';
  let columns = 0;
  let joined = false;
  let flag = false;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const own = widthOfCharacter(character, code);
    const secondOfFlag: boolean = flag && isFlagLetter(code);
    const continues = own === 0 || joined || secondOfFlag || (isSkinTone(code) && columns === 2);
    if (continues && piece !== '') {
      piece += character;
      if (code === AS_EMOJI && columns === 1) columns = 2;
    } else {
      if (piece !== '') yield { piece, columns };
      piece = character;
      columns = own;
    }
    joined = code === JOINER;
    flag = isFlagLetter(code) && !secondOfFlag;
  }
  if (piece !== '') yield { piece, columns };
}

/** The text, filled with spaces up to a number of columns. */
export function padTo(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return side === 'left' ? text + space : space + text;
}

/** The text in at most so many columns, cut with `…`. */
export function cutTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let cut = '';
  let left = columns - 1;
  for (const { piece, columns: needed } of pieces(text)) {
    if (needed > left) break;
    left -= needed;
    cut += piece;
  }
  return `${cut}…`;
}
