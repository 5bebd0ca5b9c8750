/** Facts in Chinese sentences, and questions about them. */
import { expectedOf, type Fact } from './fact';

type Groups = Readonly<Record<string, string>>;

interface Pattern {
  readonly rule: RegExp;
  readonly questions: (slots: Groups) => readonly string[];
  readonly paraphrases: (slots: Groups) => readonly string[];
}

const WHO = String.raw`(?<who>[\p{Script=Han}\p{L}\p{N}·]{1,16}?)`;
const WHAT = String.raw`(?<what>[\p{Script=Han}\p{L}\p{N}]{1,12}?)`;
const VALUE = '(?<value>.+)';

const patterns: readonly Pattern[] = [
  pattern(`${WHO}的${WHAT}(?:是|为|叫)${VALUE}`, {
    ask: ({ who = '', what = '' }) => `${who}的${what}是什么？`,
    name: ({ who = '', what = '' }) => `${who}的${what}`,
  }),
  pattern(`${WHO}(?:现在|目前)?住在${VALUE}`, {
    ask: ({ who = '' }) => `${who}住在哪里？`,
    name: ({ who = '' }) => `${who}住的地方`,
  }),
  pattern(`${WHO}(?:现在|目前)?在(?<value>.+?)(?:工作|上班)`, {
    ask: ({ who = '' }) => `${who}在哪里工作？`,
    name: ({ who = '' }) => `${who}工作的地方`,
  }),
  pattern(`${WHO}(?:最|很|非常)?(?:喜欢|爱吃|爱喝)${VALUE}`, {
    ask: ({ who = '' }) => `${who}喜欢什么？`,
    name: ({ who = '' }) => `${who}喜欢的东西`,
  }),
  pattern(`${WHO}对${VALUE}过敏`, {
    ask: ({ who = '' }) => `${who}对什么过敏？`,
    name: ({ who = '' }) => `${who}的过敏原`,
  }),
  pattern(`${WHO}(?:出生于|生于)${VALUE}`, {
    ask: ({ who = '' }) => `${who}出生于何时何地？`,
    name: ({ who = '' }) => `${who}的出生情况`,
  }),
  pattern(`${WHO}(?:会在|在|将于|于)(?<value>[^，,]{1,20}?)(?:开始|开门|开会|举行)`, {
    ask: ({ who = '' }) => `${who}什么时候开始？`,
    name: ({ who = '' }) => `${who}的时间`,
  }),
  pattern(`${WHO}(?:是|叫)${VALUE}`, {
    ask: ({ who = '' }) => `${who}是什么？`,
    name: ({ who = '' }) => who,
  }),
];

function pattern(
  source: string,
  { ask, name }: { ask: (slots: Groups) => string; name: (slots: Groups) => string },
): Pattern {
  return {
    rule: new RegExp(`^${source}[。！.!]?$`, 'u'),
    questions: (slots) => [
      ask(slots),
      `请告诉我${name(slots)}。`,
      `你知道${name(slots)}吗？`,
      `请回答：${ask(slots)}`,
      `我想知道${name(slots)}。`,
    ],
    paraphrases: (slots) => [
      `能不能提醒我一下${name(slots)}？`,
      `我忘了${name(slots)}，麻烦再说一遍。`,
      `关于${name(slots)}，我该记下什么？`,
    ],
  };
}

/** The fact that a sentence states, if it has one of the forms that are read. */
export function chineseFact(sentence: string): Fact | undefined {
  for (const { rule, questions, paraphrases } of patterns) {
    const groups = rule.exec(sentence)?.groups;
    const value = (groups?.['value'] ?? '')
      .split(/[，,；;]/u)[0]!
      .replace(/[。！.!了]+$/u, '')
      .trim();
    if (!groups || value === '' || /^(?:不|没)/u.test(value)) continue;
    return {
      questions: questions(groups),
      paraphrases: paraphrases(groups),
      answer: /[。！？.!?]$/u.test(sentence) ? sentence : `${sentence}。`,
      expected: expectedOf(value),
    };
  }
  return undefined;
}

/** Questions that any text with a title answers. */
export function chineseAbout(title: string, text: string): Fact {
  return {
    questions: [
      `关于“${title}”，你知道什么？`,
      `说说“${title}”。`,
      `你记得“${title}”吗？`,
      `“${title}”：已知的是什么？`,
    ],
    paraphrases: [`请回忆有关“${title}”的一切。`, `“${title}”有什么可以说的？`, `请为我概括“${title}”。`],
    answer: text,
    expected: { by: 'words', text },
  };
}
