/** Words that say nothing of a topic: function words, and what readers write around what was said. */
const STOP = new Set(
  (
    'a about after again all also always am an and another any anything are around as at away back be because been before ' +
    'being but by came can come could day did do does doing done down each even ever every few for from get gets ' +
    'getting give go goes going good got great had has have having he her here hers him his how i if in into is it ' +
    'its just keep kind last let like little look lot made make many maybe me more most much must my need never new ' +
    'next no not nothing now of off oh ok okay on one only or other our out over own people please put quite really ' +
    'right said same say says see seem seen she should since so some something soon still such sure take tell than ' +
    'thank thanks that the their them then there these they thing things think this those though thought through ' +
    'time to today together tomorrow too try two under until up us use used user very want wants was way we well went ' +
    'were what when where which while who why will with work would wow yeah year years yes yesterday yet you your ' +
    'assistant system am pm jan feb mar apr may jun jul aug sep oct nov dec ' +
    '我们 你们 他们 她们 自己 这个 那个 什么 怎么 可以 没有 不是 就是 因为 所以 但是 如果 已经 还是 时候 现在 今天 昨天 明天 一个 一些 觉得 知道'
  ).split(' '),
);

const HAN = /\p{Script=Han}/u;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** The telling words of a text, in their order; Chinese is segmented, English plurals lose their ending. */
export function termsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[[^\]\n]{1,60}\]/g, ' ')
    .replace(/['’](?:s|m|re|ve|ll|d|t)\b/g, ' ');
  const parts = HAN.test(plain)
    ? [...words.segment(plain)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
    : (plain.match(/[\p{L}\p{N}]+/gu) ?? []);
  return parts.map(singular).filter((term) => isTelling(term));
}

function singular(term: string): string {
  if (term.length < 5 || !/^[a-z]+s$/.test(term) || /(?:ss|us|is)$/.test(term)) return term;
  if (term.endsWith('ies')) return `${term.slice(0, -3)}y`;
  return /(?:o|ch|sh|x)es$/.test(term) ? term.slice(0, -2) : term.slice(0, -1);
}

function isTelling(term: string): boolean {
  return term.length >= (HAN.test(term) ? 2 : 3) && !STOP.has(term) && !/^\d+$/.test(term);
}
