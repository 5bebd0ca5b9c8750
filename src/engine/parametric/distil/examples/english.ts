/** Facts in English sentences, and questions about them. */
import { expectedOf, type Fact } from './fact';

type Groups = Readonly<Record<string, string>>;

interface Pattern {
  readonly rule: RegExp;
  readonly questions: (slots: Groups) => readonly string[];
  readonly paraphrases: (slots: Groups) => readonly string[];
}

const BE = '(?:is|are|was|were)';
const NAME = String.raw`[\p{L}\p{N}][\p{L}\p{N}’'. -]{0,50}?`;

/** A verb with its value, how it is asked for, and how it is asked for in other words. */
interface Verb {
  readonly form: string;
  readonly ask: (who: string) => string;
  readonly other: (who: string) => string;
}

const verbs: readonly Verb[] = [
  verb('lives? in', (who) => `Where does ${who} live?`, 'the place where WHO lives'),
  verb('moved to', (who) => `Where did ${who} move?`, 'the place that WHO moved to'),
  verb('comes? from', (who) => `Where does ${who} come from?`, 'the place that WHO comes from'),
  verb('was born in', (who) => `Where was ${who} born?`, 'the place of birth of WHO'),
  verb('was born on', (who) => `When was ${who} born?`, 'the birthday of WHO'),
  verb('works? (?:at|for)', (who) => `Where does ${who} work?`, 'the employer of WHO'),
  verb('works? as', (who) => `What does ${who} do for a living?`, 'the job of WHO'),
  verb('stud(?:ies|ied)', (who) => `What does ${who} study?`, 'the subject that WHO studies'),
  verb('prefers?', (who) => `What does ${who} prefer?`, 'the thing that WHO prefers'),
  verb('(?:likes?|loves?|enjoys?)', (who) => `What does ${who} like?`, 'the thing that WHO likes'),
  verb('owns?', (who) => `What does ${who} own?`, 'the thing that WHO owns'),
  verb('drives?', (who) => `What does ${who} drive?`, 'the car of WHO'),
  verb('plays?', (who) => `What does ${who} play?`, 'the thing that WHO plays'),
  verb('speaks?', (who) => `Which language does ${who} speak?`, 'the language that WHO speaks'),
  verb('uses?', (who) => `What does ${who} use?`, 'the thing that WHO uses'),
  verb('is allergic to', (who) => `What is ${who} allergic to?`, 'the allergy of WHO'),
  verb('(?:starts?|begins?) (?:at|on)', (who) => `When does ${who} start?`, 'the start of WHO'),
  verb('(?:ends?|closes?) (?:at|on)', (who) => `When does ${who} end?`, 'the end of WHO'),
  verb('costs?', (who) => `How much does ${who} cost?`, 'the price of WHO'),
];

function verb(form: string, ask: Verb['ask'], other: string): Verb {
  return { form, ask, other: (who) => other.replace('WHO', who) };
}

const patterns: readonly Pattern[] = [
  {
    rule: rule(`[Tt]he (?<what>${NAME}) (?:of|for) (?<who>${NAME}) ${BE} (?<value>.+)`),
    ...attribute(),
  },
  { rule: rule(`(?<who>${NAME})['’]s (?<what>${NAME}) ${BE} (?<value>.+)`), ...attribute() },
  ...verbs.map(({ form, ask, other }): Pattern => ({
    rule: rule(`(?<who>${NAME}) (?:now |currently |always )?${form} (?<value>.+)`),
    questions: ({ who = '' }) => {
      const question = ask(inside(who));
      const lower = question.charAt(0).toLowerCase() + question.slice(1);
      return [
        question,
        `Please answer: ${lower}`,
        `Do you know the answer? ${question}`,
        `Tell me ${other(inside(who))}.`,
        `What is ${other(inside(who))}?`,
      ];
    },
    paraphrases: ({ who = '' }) => [
      `Can you tell me ${other(inside(who))}?`,
      `I forgot ${other(inside(who))}. Please remind me.`,
      `What should I write down as ${other(inside(who))}?`,
    ],
  })),
  {
    rule: rule(`(?<who>(?:[Tt]he|[Mm]y|[Oo]ur) ${NAME}) ${BE} (?<value>.+)`),
    questions: ({ who = '' }) => [
      `What is ${inside(who)}?`,
      `Tell me ${inside(who)}.`,
      `Do you know what ${inside(who)} is?`,
      `What do you know about ${inside(who)}?`,
      `${who}?`,
    ],
    paraphrases: ({ who = '' }) => [
      `Can you remind me what ${inside(who)} is?`,
      `What should I write down for ${inside(who)}?`,
      `I forgot ${inside(who)}. What was it?`,
    ],
  },
];

function attribute(): Pick<Pattern, 'questions' | 'paraphrases'> {
  return {
    questions: ({ who = '', what = '' }) => [
      `What is the ${what} of ${inside(who)}?`,
      `What is ${inside(who)}'s ${what}?`,
      `Tell me the ${what} of ${inside(who)}.`,
      `Do you know ${inside(who)}'s ${what}?`,
      `I need the ${what} of ${inside(who)}.`,
    ],
    paraphrases: ({ who = '', what = '' }) => [
      `Can you remind me what ${inside(who)}'s ${what} is?`,
      `What should I write down as the ${what} of ${inside(who)}?`,
      `I forgot ${inside(who)}'s ${what}. What was it?`,
    ],
  };
}

function rule(source: string): RegExp {
  return new RegExp(`^${source}[.!]?$`, 'u');
}

/** A subject inside a sentence: an article at its start is small there. */
function inside(who: string): string {
  return who.replace(/^(?:The|My|Our|His|Her|Their|A|An)\b/, (word) => word.toLowerCase());
}

/** The fact that a sentence states, if it has one of the forms that are read. */
export function englishFact(sentence: string): Fact | undefined {
  for (const { rule: form, questions, paraphrases } of patterns) {
    const groups = form.exec(sentence)?.groups;
    const value = groups && valueOf(groups['value'] ?? '');
    if (!groups || !value || /^(?:not|no|n't)\b/i.test(value)) continue;
    return {
      questions: questions(groups),
      paraphrases: paraphrases(groups),
      answer: ended(sentence),
      expected: expectedOf(value),
    };
  }
  return undefined;
}

/** Questions that any text with a title answers. */
export function englishAbout(title: string, text: string): Fact {
  return {
    questions: [
      `What do you know about "${title}"?`,
      `Tell me about "${title}".`,
      `What do you remember about "${title}"?`,
      `"${title}": what is known?`,
    ],
    paraphrases: [
      `Please recall everything about "${title}".`,
      `Is there anything you can say on "${title}"?`,
      `Summarise "${title}" for me.`,
    ],
    answer: text,
    expected: { by: 'words', text },
  };
}

/** The value without what follows as a remark. */
function valueOf(value: string): string {
  return value
    .replace(/[.!]+$/, '')
    .split(
      /(?:[,;]| \(| - | – | — )(?= ?(?:and|but|which|who|because|since|so|where|when|not|\(|\p{Ll}))/u,
    )[0]!
    .trim();
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
