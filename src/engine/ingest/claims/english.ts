import type { Claim } from './claim';

const NAME = String.raw`(?<who>I|[Mm]y [a-z]+|[Hh]is [a-z]+|[Hh]er [a-z]+|[Tt]he [a-z]+|[A-Z][\p{L}'-]*(?: [A-Z][\p{L}'-]*)?)`;
const END = String.raw`(?= (?:and|but|because|since|with|for|now|currently)\b|[,.;!?)]|$)`;
const VALUE = String.raw`(?<value>[\p{L}\p{N}][\p{L}\p{N} '&/:.-]{0,58}?[\p{L}\p{N}]|[\p{L}\p{N}])`;

/** Attributes that have one value at a time. */
const SINGLE =
  'name|full name|nickname|age|birthday|date of birth|birthplace|hometown|address|phone number|email|email address|job|occupation|profession|employer|wife|husband|spouse|boss|manager|deadline|budget|password|blood type|height|weight|time zone|native language';

interface Pattern {
  readonly rule: RegExp;
  readonly claim: (found: Record<string, string>) => Claim | undefined;
}

const about = (who: string, attribute: string): string => `${subject(who)}|${attribute}`;
const subject = (who: string): string => who.toLowerCase().replace(/^my /, 'i ').replace(/^the /, '');
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^(?:a|an|the) /, '')
    .replace(/[^\p{L}\p{N}:]+/gu, ' ')
    .trim();

const one = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${source}`, 'u');

const PATTERNS: readonly Pattern[] = [
  {
    rule: one(`${NAME} (?:currently |now )?lives? in ${VALUE}${END}`),
    claim: ({ who = '', value = '' }) => single(who, 'lives in', value),
  },
  {
    rule: one(`${NAME} (?:currently |now )?works? (?:at|for) ${VALUE}${END}`),
    claim: ({ who = '', value = '' }) => single(who, 'works at', value),
  },
  {
    rule: one(`${NAME} (?:was|were) born (?:on|in) ${VALUE}${END}`),
    claim: ({ who = '', value = '' }) => single(who, /\d/.test(value) ? 'born when' : 'born where', value),
  },
  {
    rule: one(`${NAME} (?:am|is|are) (?<value>\\d{1,3}) years? old`),
    claim: ({ who = '', value = '' }) => ({ about: about(who, 'age'), value, exactly: true }),
  },
  {
    rule: one(
      `(?<who>[Mm]y|[A-Z][\\p{L}-]*(?: [A-Z][\\p{L}-]*)?['’]s) (?<what>${SINGLE}|favou?rite [a-z]+) (?:is|are) (?!not )${VALUE}${END}`,
    ),
    claim: ({ who = '', what = '', value = '' }) =>
      single(who === 'my' || who === 'My' ? 'I' : who.slice(0, -2), what.replace('favour', 'favor'), value),
  },
  {
    rule: one(
      `[Tt]he (?<who>[a-z]+(?: [a-z]+)?) (?:is|costs|weighs|lasts|starts at|ends at|is at|is on|is due on) (?<value>(?:[$€£¥] ?)?\\d[\\d.,:/-]*(?: ?(?:am|pm|%|[a-z]+))?)${END}`,
    ),
    claim: ({ who = '', value = '' }) => measured(who, value),
  },
  {
    rule: one(
      `${NAME} (?<no>(?:do|does)(?:n['’]t| not) |no longer )?(?<verb>likes?|loves?|enjoys?|wants?|owns?|speaks?|drinks?|eats?|smokes?) ${VALUE}${END}`,
    ),
    claim: ({ who = '', no, verb = '', value = '' }) => liked(who, verb, value, no === undefined),
  },
  {
    rule: one(`${NAME} (?<verb>hates?|dislikes?) ${VALUE}${END}`),
    claim: ({ who = '', value = '' }) => liked(who, 'like', value, false),
  },
  {
    rule: one(
      `${NAME} (?:am|is|are)(?<no> not|n['’]t)? (?:an? )?(?<value>vegetarian|vegan|married|single|divorced|pregnant|retired|allergic to [a-z]+|left-handed|right-handed)${END}`,
    ),
    claim: ({ who = '', no, value = '' }) => ({
      about: about(who, `is ${plain(value)}`),
      value: no === undefined ? 'yes' : 'no',
      exactly: true,
    }),
  },
];

function single(who: string, attribute: string, value: string): Claim | undefined {
  const normal = plain(value);
  if (normal === '') return undefined;
  return { about: about(who, attribute), value: normal, exactly: /^\d+$/.test(normal) };
}

/** A number: the unit belongs to what is claimed, so that 3 km and 2 hours do not contradict each other. */
function measured(who: string, value: string): Claim {
  const unit = value
    .toLowerCase()
    .replace(/[\d.,:/-]+/g, '')
    .trim();
  const clock = /^(?:am|pm)$/.test(unit) || value.includes(':');
  const number = value
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[.,]$/, '');
  return { about: about(who, `is ${clock ? 'at' : unit}`), value: plain(number), exactly: true };
}

const SAME_VERB: Record<string, string> = { love: 'like', enjoy: 'like' };

function liked(who: string, verb: string, value: string, yes: boolean): Claim {
  const root = verb.replace(/s$/, '');
  return {
    about: about(who, `${SAME_VERB[root] ?? root} ${plain(value)}`),
    value: yes ? 'yes' : 'no',
    exactly: true,
  };
}

/** A condition, a question or a report of what somebody thinks claims nothing; May with a capital is a month. */
const UNCERTAIN = /\?\s*$|\b(?:if|would|could|might|maybe|used to|think|thought|wish|was going)\b/i;

/** The claim that an English sentence makes, if it makes one of those that are read. */
export function englishClaim(sentence: string): Claim | undefined {
  if (UNCERTAIN.test(sentence) || /\bmay\b/.test(sentence)) return undefined;
  for (const { rule, claim } of PATTERNS) {
    const groups = rule.exec(sentence)?.groups;
    if (groups) return claim(groups);
  }
  return undefined;
}
