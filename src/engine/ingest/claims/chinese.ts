import type { Claim } from './claim';

const WHO = String.raw`(?<who>[\p{Script=Han}A-Za-z]{1,8}?)`;
const WORD = String.raw`(?<value>[\p{Script=Han}\p{L}\p{N}·.@:-]{1,24})`;
const SINGLE =
  '名字|姓名|年龄|生日|电话|手机号|邮箱|地址|职业|工作|妻子|丈夫|老板|家乡|身高|体重|血型|截止日期|预算|最喜欢的[\\p{Script=Han}]{1,4}';
/** Words at the end that say nothing of the value. */
const PARTICLES = /[了的呢吧啊哦呀]+$/u;

const whole = (source: string): RegExp => new RegExp(`^(?:现在|目前)?${source}[了啊呢]?$`, 'u');

interface Pattern {
  readonly rule: RegExp;
  readonly claim: (found: Record<string, string>) => Claim;
}

const PATTERNS: readonly Pattern[] = [
  {
    rule: whole(`${WHO}(?:现在|目前)?住在${WORD}`),
    claim: ({ who = '', value = '' }) => claim(who, '住在', value),
  },
  {
    rule: whole(`${WHO}(?:现在|目前)?在${WORD}(?:工作|上班)`),
    claim: ({ who = '', value = '' }) => claim(who, '工作在', value),
  },
  {
    rule: whole(`${WHO}(?:今年|现在)?(?<value>\\d{1,3})岁`),
    claim: ({ who = '', value = '' }) => claim(who, '年龄', value),
  },
  {
    rule: whole(`${WHO}的(?<what>${SINGLE})(?:是|叫|在)${WORD}`),
    claim: ({ who = '', what = '', value = '' }) => claim(who, what, value),
  },
  {
    rule: whole(`${WHO}(?<no>不|不再|不太)?(?<verb>喜欢|爱吃|爱喝|吃|喝|抽|会说)${WORD}`),
    claim: ({ who = '', no, verb = '', value = '' }) => polar(who, verb, value, no === undefined),
  },
  {
    rule: whole(`${WHO}(?:讨厌|厌恶)${WORD}`),
    claim: ({ who = '', value = '' }) => polar(who, '喜欢', value, false),
  },
  {
    rule: whole(`${WHO}(?<no>不|没有|没)?(?:是)?(?<value>素食者|已婚|单身|结婚|离婚|退休|怀孕|左撇子)`),
    claim: ({ who = '', no, value = '' }) => polar(who, '是', value, no === undefined),
  },
];

const plain = (value: string): string => value.toLowerCase().replace(PARTICLES, '');

function claim(who: string, attribute: string, value: string): Claim {
  return { about: `${who}|${attribute}`, value: plain(value), exactly: /^\d+$/.test(value) };
}

function polar(who: string, verb: string, value: string, yes: boolean): Claim {
  return { about: `${who}|${verb} ${plain(value)}`, value: yes ? 'yes' : 'no', exactly: true };
}

/** The claim that a Chinese clause makes, if it makes one of those that are read. */
export function chineseClaim(clause: string): Claim | undefined {
  if (/[吗?？]|如果|要是|可能|也许|大概|以前|曾经|觉得|认为|希望/u.test(clause)) return undefined;
  for (const { rule, claim: read } of PATTERNS) {
    const groups = rule.exec(clause)?.groups;
    if (groups) return read(groups);
  }
  return undefined;
}
