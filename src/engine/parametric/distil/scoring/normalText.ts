/** Words of a text that carry meaning, for comparing an answer with what it should say. */
const STOP = new Set(
  (
    'a an the of to in on at by for from with and or but is are was were be been being it its this that these those ' +
    'i you he she we they my your his her our their me him them as so do does did has have had will would can could ' +
    'there here what which who whom whose when where why how about into than then not no yes'
  ).split(' '),
);

const HAN = /\p{Script=Han}/u;
const STOP_HAN = new Set('的了是在和与也就都而及着或一个这那我你他她它们有吗呢吧啊把被对从到为以'.split(''));

/** Lower case, one form for each character, signs gone, single spaces. */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d)[,’'](?=\d{3})/gu, '')
    .replace(/[^\p{L}\p{N}.:%-]+/gu, ' ')
    .replace(/(?<!\d)[.:-]|[.:-](?!\d)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Distinct words with meaning: words of alphabets and numbers, and pairs of neighbouring Chinese characters. */
export function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const part of normalText(text).split(' ')) {
    for (const piece of part.split(/(\p{Script=Han}+)/u)) {
      if (HAN.test(piece)) for (const pair of pairs(piece)) words.add(pair);
      else if (piece !== '' && !STOP.has(piece)) words.add(piece);
    }
  }
  return words;
}

function pairs(han: string): string[] {
  const characters = [...han].filter((character) => !STOP_HAN.has(character));
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]!}${character}`);
}

/** Numbers in a text, each once. */
export function numbersIn(text: string): string[] {
  return [...new Set(normalText(text).match(/\d+(?:[.:-]\d+)*/g) ?? [])];
}
