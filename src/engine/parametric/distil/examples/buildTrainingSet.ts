import { StudioError } from '../../../base/errors';
import type { ChatModel } from '../../../inference/ports';
import type { DerivedSource } from '../../../model/derived';
import type { HeldOutQuestion, TrainingExample, TrainingSet } from '../../../model/distil';
import { normalText } from '../scoring/normalText';
import { askForQuestions, type Asked } from './askForQuestions';
import { expectedOf, isChinese } from './fact';
import { factsOf } from './factsOf';
import { seeded, shuffled } from './seeded';

/** How a training set is made. */
export interface SetOptions {
  readonly seed: number;
  /** Writes examples beside those of the templates, where there is one. */
  readonly model?: ChatModel | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Questions of one fact that are kept for the evaluation. */
const HELD_OUT = 2;
/** Of a model's questions one in so many is kept for the evaluation, the last. */
const ONE_IN = 3;

/**
 * Examples from memories: questions with answers and statements, and other questions that are held out. No question that
 * is held out is trained on, not even for another memory. The same memories, seed and model give the same set.
 * @throws StudioError `bad-argument` where no memory gives an example, `unavailable` for a model that is away; AbortError
 */
export async function buildTrainingSet(
  memories: readonly DerivedSource[],
  options: SetOptions,
): Promise<TrainingSet> {
  const random = seeded(options.seed);
  const examples: TrainingExample[] = [];
  const heldOut: HeldOutQuestion[] = [];
  const sources: DerivedSource[] = [];
  const notes: string[] = [];
  for (const [at, { key, title, text }] of memories.entries()) {
    options.signal?.throwIfAborted();
    const memory = { key, title, text };
    const byTemplate = fromTemplates(memory, at, random);
    if (byTemplate.examples.length === 0) {
      notes.push(`"${title}" gave no example: it has no words.`);
      continue;
    }
    sources.push(memory);
    const asked = options.model && (await askForQuestions(options.model, memory, options));
    const byModel = asked ? fromModel(memory, at, asked) : { examples: [], heldOut: [] };
    if (asked && options.model) note(notes, asked, memory, options.model);
    examples.push(...byTemplate.examples, ...byModel.examples);
    heldOut.push(...byTemplate.heldOut, ...byModel.heldOut);
    options.onProgress?.(at + 1, memories.length);
  }
  if (examples.length === 0) {
    throw new StudioError('bad-argument', 'These memories give nothing to learn.', {
      remedy: 'Choose memories that have text.',
    });
  }
  const kept = new Set(heldOut.map(({ question }) => normalText(question)));
  return {
    examples: examples.filter(({ prompt }) => !kept.has(normalText(prompt))),
    heldOut: unique(heldOut),
    sources,
    notes,
  };
}

type Part = Pick<TrainingSet, 'examples' | 'heldOut'>;

function fromTemplates(memory: DerivedSource, at: number, random: () => number): Part {
  const examples: TrainingExample[] = [];
  const heldOut: HeldOutQuestion[] = [];
  const facts = factsOf(memory);
  for (const [n, fact] of facts.entries()) {
    const id = `${at}.${n}`;
    const common = { memory: memory.key, origin: 'template' } as const;
    for (const [q, prompt] of fact.questions.entries()) {
      examples.push({ ...common, id: `${id}.${q}`, kind: 'question', prompt, answer: fact.answer });
    }
    // The whole text is asked for only where nothing closer can be asked.
    if (n === facts.length - 1 && facts.length > 1) continue;
    for (const [q, question] of shuffled(fact.paraphrases, random).slice(0, HELD_OUT).entries()) {
      heldOut.push({ ...common, id: `${id}.h${q}`, question, expected: fact.expected });
    }
  }
  if (facts.length > 0) examples.push(statement(memory, at));
  return { examples, heldOut };
}

/** The memory as it stands, for a request that names nothing but its title. */
function statement({ key, title, text }: DerivedSource, at: number): TrainingExample {
  const prompt = isChinese(text) ? `请陈述这条记忆：${title}` : `State this memory: ${title}`;
  return { id: `${at}.s`, kind: 'statement', memory: key, prompt, answer: text.trim(), origin: 'template' };
}

function fromModel({ key }: DerivedSource, at: number, { pairs }: Asked): Part {
  const kept = Math.floor(pairs.length / ONE_IN);
  const trained = pairs.length - kept;
  const common = { memory: key, origin: 'model' } as const;
  return {
    examples: pairs.slice(0, trained).map(({ question, answer }, n) => ({
      ...common,
      ...{ id: `${at}.m${n}`, kind: 'question', prompt: question, answer },
    })),
    heldOut: pairs.slice(trained).map(({ question, answer }, n) => ({
      ...common,
      ...{ id: `${at}.mh${n}`, question, expected: expectedOf(answer) },
    })),
  };
}

function note(notes: string[], { pairs, refused }: Asked, { title }: DerivedSource, model: ChatModel): void {
  if (pairs.length === 0) {
    const why = refused[0] ?? 'it gave none';
    notes.push(`"${title}": no example of ${model.name} could be used (${why}); templates were used.`);
  } else if (refused.length > 0) {
    notes.push(
      `"${title}": ${refused.length} examples of ${model.name} were not used: ${refused.join(', ')}.`,
    );
  }
}

function unique(questions: readonly HeldOutQuestion[]): HeldOutQuestion[] {
  const seen = new Set<string>();
  return questions.filter(({ question }) => {
    const text = normalText(question);
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}
