import { describe, expect, test } from 'vitest';
import type { TrainingExample } from '../../../../src/engine/model/distil';
import { reportMarkdown } from '../../../../src/engine/parametric/distil/evaluation/reportMarkdown';
import { perplexityOf } from '../../../../src/engine/parametric/distil/evaluation/perplexity';
import { tokenRows } from '../../../../src/engine/parametric/distil/training/tokenRows';
import { readTrainerEvent } from '../../../../src/engine/parametric/distil/training/trainerEvents';
import { parseTrainingSet } from '../../../../src/engine/parametric/distil/trainingFile';

const codes = (text: string): number[] => [...text].map((character) => character.codePointAt(0) ?? 0);

/** A model whose tokens are characters, and whose template is `<question>answer.\n`. */
const plain = {
  tokenize: async (text: string) => codes(text),
  render: async (messages: readonly { content: string }[], open: boolean) => {
    const [question = '', answer = ''] = messages.map(({ content }) => content);
    const text = open ? `<${question}>` : `<${question}>${answer}.\n<`;
    return { tokens: codes(text), text };
  },
};

const example: TrainingExample = {
  ...{ id: '0', kind: 'question', memory: 'a', prompt: 'Who?', answer: 'Mara', origin: 'template' },
};

describe('examples as tokens', () => {
  test('are what was asked, the answer, and the one token that ends it', async () => {
    const [row] = await tokenRows(plain, [example]);
    expect(String.fromCodePoint(...(row?.tokens ?? []))).toBe('<Who?>Mara.');
    expect(row?.from).toBe(6);
  });

  test('a template that changes what was asked once it is answered is refused', async () => {
    const other = {
      ...plain,
      render: async (_: unknown, open: boolean) => ({ tokens: [open ? 1 : 2, 3], text: '' }),
    };
    await expect(tokenRows(other, [example])).rejects.toMatchObject({ code: 'unsupported' });
  });
});

test('perplexity is the mean over all tokens, and 1 where there are none', async () => {
  const runtime = {
    ...plain,
    score: async (tokens: readonly number[]) => tokens.slice(1).map(() => Math.log(0.25)),
  };
  expect((await perplexityOf(runtime, ['abc', 'de'])).perplexity).toBeCloseTo(4);
  expect(await perplexityOf(runtime, ['abc', 'de'])).toMatchObject({ tokens: 3 });
  expect(await perplexityOf(runtime, ['', 'a'])).toEqual({ perplexity: 1, tokens: 0 });
});

describe('lines of the trainer', () => {
  test.each([
    '',
    'Warning: x',
    '{"event"',
    '{"event": "step"}',
    '{"event": "step", "loss": NaN}',
    '{"event": 1}',
  ])('%s is none of its own', (line) => expect(readTrainerEvent(line)).toBeUndefined());

  test('a step', () => {
    const line = '{"event": "step", "step": 1, "steps": 2, "epoch": 1, "loss": 0.5, "eta": 3.1}';
    expect(readTrainerEvent(line)).toMatchObject({ event: 'step', loss: 0.5 });
  });
});

test('a training set that is damaged is refused with its file', () => {
  expect(() => parseTrainingSet('{}', 'training.json')).toThrow('This training set is damaged.');
  expect(() => parseTrainingSet('no', 'training.json')).toThrow('This training set is damaged.');
});

test('what models say is no markup in a report', () => {
  const evil = '| <script>alert(1)</script> [x](http://y) `z`\n# h';
  const markdown = reportMarkdown({
    ...{ version: 1, run: 'r', name: evil, createdAt: '', memories: 1, notes: [evil] },
    base: { file: evil, bytes: 1, tag: 't' },
    settings: { rank: 8, alpha: 16, targets: ['q_proj'], rate: 1, epochs: 1, batch: 1, seed: 1 },
    examples: { questions: 1, statements: 1, byModel: 0 },
    training: { steps: 1, seconds: 1, resumed: 1, loss: [{ step: 1, loss: 1 }] },
    file: { bytes: 1, sha256: '0' },
    evaluation: {
      accuracy: { without: 0, with: 1 },
      heldOut: [
        { id: '1', memory: 'a', question: evil, expected: evil, ...answers({ text: evil, right: true }) },
      ],
      perplexity: { without: 10, with: 11, change: 0.1, tokens: 5 },
      unrelated: [{ prompt: evil, without: evil, with: evil }],
      seconds: 1,
    },
  });
  expect(markdown).not.toMatch(/(?<!\\)<script|(?<!\\)`z|\]\(http/);
  expect(markdown.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
  for (const line of markdown.split('\n').filter((each) => each.startsWith('| \\|'))) {
    expect(line.match(/(?<!\\)\|/g)?.length).toBeGreaterThan(3);
  }
});

function answers<T>(answer: T): { without: T; with: T } {
  return { without: answer, with: answer };
}
