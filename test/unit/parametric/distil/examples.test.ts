import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StudioError } from '../../../../src/engine/base/errors';
import type { ChatModel } from '../../../../src/engine/inference/ports';
import { unfit } from '../../../../src/engine/parametric/distil/examples/askForQuestions';
import { buildTrainingSet } from '../../../../src/engine/parametric/distil/examples/buildTrainingSet';
import { factsOf } from '../../../../src/engine/parametric/distil/examples/factsOf';
import { normalText } from '../../../../src/engine/parametric/distil/scoring/normalText';

const cabin = {
  key: 'a',
  title: 'Cabin',
  text: 'The alarm code of the cabin is 4711. Mara lives in Tromsø.',
};
const tea = { key: 'b', title: '喝茶', text: '林梅最喜欢碧螺春。她妈妈的生日是三月九日。' };
const note = { key: 'c', title: 'Trip', text: 'We walked along the river until it rained' };

/** A model that answers with the same text whatever it is asked. */
function saying(text: string): ChatModel {
  return { name: 'fixed', complete: async () => ({ text, complete: true, ...UNKNOWN }), dispose() {} };
}
const UNKNOWN = { promptTokens: undefined, answerTokens: undefined };

describe('facts out of sentences', () => {
  test.each([
    ['The alarm code of the cabin is 4711.', '4711', "What is the cabin's alarm code?"],
    ["Mara's sister is Ingrid, who lives abroad.", 'Ingrid', "What is Mara's sister?"],
    ['Mara lives in Tromsø.', 'Tromsø', 'Where does Mara live?'],
    ['The deadline is 4 March 2027.', '4 March 2027', 'What is the deadline?'],
    ['林梅的生日是三月九日。', '三月九日', '林梅的生日是什么？'],
    ['林梅现在住在里昂。', '里昂', '林梅住在哪里？'],
    ['林梅在苗圃工作。', '苗圃', '林梅在哪里工作？'],
  ])('%s', (text, value, question) => {
    const [fact] = factsOf({ title: 't', text });
    expect(fact?.expected).toEqual({ by: 'phrase', text: value });
    expect(fact?.questions).toContain(question);
    expect(fact?.answer).toBe(text);
  });

  test('what states nothing that is read is asked for under its title', () => {
    expect(factsOf(note).map(({ expected }) => expected.by)).toEqual(['words']);
    expect(factsOf({ title: '', text: ' … ' })).toEqual([]);
    expect(factsOf({ title: '', text: 'Is it raining?' })[0]?.questions[0]).toContain('Is it raining?');
  });

  test('a denial is no fact', () => {
    expect(factsOf({ title: 't', text: 'The cabin is not heated.' })).toHaveLength(1);
    expect(factsOf({ title: 't', text: '小屋是不开放的。' })).toHaveLength(1);
  });
});

describe('a training set', () => {
  test('has questions, statements and held-out questions in the language of each memory', async () => {
    const { examples, heldOut, sources, notes } = await buildTrainingSet([cabin, tea, note], { seed: 1 });
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['question', 'statement']));
    for (const { memory, prompt } of examples) {
      expect(/\p{Script=Han}/u.test(prompt)).toBe(memory === 'b');
    }
    expect(new Set(heldOut.map(({ memory }) => memory))).toEqual(new Set(['a', 'b', 'c']));
    expect(sources).toEqual([cabin, tea, note]);
    expect(notes).toEqual([]);
  });

  test('is the same for the same seed, and never trains on a question that is held out', async () => {
    const text = fc.oneof(
      fc.constantFrom(cabin.text, tea.text, note.text),
      fc.string({ maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    const memory = fc.record({ title: fc.string({ maxLength: 20 }), text });
    await fc.assert(
      fc.asyncProperty(fc.array(memory, { maxLength: 6 }), fc.integer(), async (parts, seed) => {
        const memories = [cabin, ...parts.map((part, at) => ({ ...part, key: `k${at}` }))];
        const set = await buildTrainingSet(memories, { seed });
        expect(await buildTrainingSet(memories, { seed })).toEqual(set);
        const trained = new Set(set.examples.map(({ prompt }) => normalText(prompt)));
        for (const { question } of set.heldOut) expect(trained).not.toContain(normalText(question));
        expect(new Set(set.examples.map(({ id }) => id)).size).toBe(set.examples.length);
      }),
    );
  });

  test('memories without words are named, and without any other refused', async () => {
    const empty = { key: 'e', title: 'Empty', text: '  ' };
    const { notes } = await buildTrainingSet([cabin, empty], { seed: 1 });
    expect(notes).toEqual(['"Empty" gave no example: it has no words.']);
    await expect(buildTrainingSet([empty], { seed: 1 })).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

describe('examples of a model', () => {
  const pairs = [
    { question: 'Which number opens the alarm of the cabin?', answer: 'The alarm code is 4711.' },
    { question: 'Which town does Mara call home?', answer: 'Tromsø' },
    { question: 'Where in Norway is the cabin?', answer: 'The cabin is in Bodø, beside a lighthouse.' },
    { question: 'How is the alarm of the cabin switched off?', answer: 'The code of the cabin is 4711' },
  ];

  test('are taken where the memory says what they say, and one of three is held out', async () => {
    const model = saying(JSON.stringify({ pairs }));
    const { examples, heldOut, notes } = await buildTrainingSet([cabin], { seed: 1, model });
    const byModel = examples.filter(({ origin }) => origin === 'model').map(({ prompt }) => prompt);
    expect(byModel).toEqual([pairs[0]?.question, pairs[1]?.question]);
    expect(heldOut.filter(({ origin }) => origin === 'model').map(({ question }) => question)).toEqual([
      pairs[3]?.question,
    ]);
    expect(notes).toEqual([
      '"Cabin": 1 examples of fixed were not used: its answer says more than the memory.',
    ]);
  });

  test.each(['', 'no JSON', '{"pairs": 1}', '{"pairs": []}'])('an answer of no use: %s', async (text) => {
    const { examples, notes } = await buildTrainingSet([cabin], { seed: 1, model: saying(text) });
    expect(examples.every(({ origin }) => origin === 'template')).toBe(true);
    expect(notes[0]).toContain('templates were used');
  });

  test('a model that is away ends it', async () => {
    const away: ChatModel = {
      ...saying(''),
      complete: () => Promise.reject(new StudioError('unavailable', 'away')),
    };
    await expect(buildTrainingSet([cabin], { seed: 1, model: away })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test.each([
    ['', 'x', 'it is empty'],
    ['Which code has the cabin?', 'The alarm code is 4712.', 'it has a number that the memory does not have'],
    ['Is the alarm code 4711?', '4711', 'its question gives the answer away'],
    ['Where does he swim?', 'In Tromsø', 'its question is about something else'],
    ['Where does Mara live?', 'the of', 'its answer says nothing'],
  ])('%s → %s', (question, answer, why) => {
    expect(unfit({ question, answer }, cabin.text, [])).toBe(why);
  });
});
