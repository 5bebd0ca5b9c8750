import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatModel, Completion } from '../../../src/engine/inference/ports';
import { parseAnswer } from '../../../src/engine/reader/fine/answer';
import { openTestChat } from '../inference/llama';
import { read } from './reading';

/** The real small model. What it finds is not to be relied on; that its answers keep to the schema is. */
let chat: ChatModel;
beforeAll(async () => {
  chat = await openTestChat();
});
afterAll(() => chat.dispose());

/** The same model, kept from going on for long, with a record of what it said. */
function recorded(maxTokens: number): ChatModel & { said: Completion[] } {
  const said: Completion[] = [];
  return {
    name: chat.name,
    said,
    async complete(request) {
      const completion = await chat.complete({ ...request, maxTokens, schema: shortened(request.schema) });
      said.push(completion);
      return completion;
    },
    dispose: () => undefined,
  };
}

/** A schema whose lists and texts end soon, since this model repeats itself for as long as it may. */
function shortened(schema: object | undefined): object {
  const text = JSON.stringify(schema)
    .replace(/"maxItems":\d+/g, '"maxItems":1')
    .replaceAll('{"type":"string"}', '{"type":"string","maxLength":80}');
  return JSON.parse(text) as object;
}

const dialogue = JSON.stringify([
  { role: 'user', content: 'My name is Nadia and I keep bees on the roof.', chat_time: '2024-05-15 10:00' },
  { role: 'assistant', content: 'How many hives do you have?' },
]);

test('a local model answers in the shape asked for', { timeout: 180_000 }, async () => {
  const model = recorded(400);
  const [portion] = await read('bees.json', dialogue, { mode: 'fine', model });
  expect(model.said).toMatchObject([{ complete: true }]);
  expect(parseAnswer(model.said[0]?.text ?? '')).toHaveProperty('answer');
  expect(portion?.memories).toHaveLength(1);
  const [memory] = portion?.memories ?? [];
  expect(['UserMemory', 'LongTermMemory']).toContain(memory?.memoryType);
  expect(memory?.sources[0]).toMatchObject({ doc_path: 'bees.json', turn: 1 });
});

test('an answer that is cut off keeps the raw text, and says so', { timeout: 180_000 }, async () => {
  const [portion] = await read('bees.json', dialogue, { mode: 'fine', model: recorded(8) });
  expect(portion?.memories.map(({ memory }) => memory)).toEqual([
    'user: [2024-05-15 10:00]: My name is Nadia and I keep bees on the roof.\nassistant: How many hives do you have?\n',
  ]);
  expect(portion?.notes.map(({ args }) => args)).toEqual([['bees.json:1', 'the answer was cut off']]);
});
