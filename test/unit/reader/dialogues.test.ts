import { describe, expect, it } from 'vitest';
import { complaint, memories, read } from './reading';

const json = (value: unknown): string => JSON.stringify(value, null, 1);
const turn = { unit: 'turn' } as const;

describe('messages', () => {
  const messages = [
    {
      role: 'user',
      content: 'I keep bees on the roof.',
      chat_time: '08:51 PM on 13 January, 2026',
      message_id: 'm1',
    },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'How many hives?' },
        { type: 'image_url', image_url: {} },
      ],
    },
  ];

  it("become a window with one source for each, in MemOS's form", async () => {
    const [portion] = await read('bees.json', json(messages));
    expect(portion).toMatchObject({ kind: 'dialogue', format: 'messages', portion: 0, portions: 1 });
    expect(portion?.memories).toMatchObject([
      {
        memory:
          'user: [08:51 PM on 13 January, 2026]: I keep bees on the roof.\nassistant: How many hives?\n[image]\n',
        title: 'I keep bees on the roof',
        memoryType: 'LongTermMemory',
        kind: 'fact',
        tags: ['mode:fast'],
        confidence: 0.99,
        when: '2026-01-13T20:51:00',
        sources: [
          {
            type: 'chat',
            role: 'user',
            message_id: 'm1',
            content: 'I keep bees on the roof.',
            doc_path: 'bees.json',
            lines: [2, 7],
            turn: 1,
          },
          { type: 'chat', role: 'assistant', turn: 2 },
        ],
      },
    ]);
  });

  it('of the user alone are UserMemory', async () => {
    const [memory] = await memories('bees.json', json([messages[0]]));
    expect(memory?.memoryType).toBe('UserMemory');
  });

  it.each([
    ['under "messages"', { messages }],
    ['in a list of conversations', [messages, messages]],
    ["in MemOS's nested form", { messages: [messages] }],
    ['in a list of objects that hold them', [{ id: 'a', messages }]],
  ])('are found %s', async (_, value) => {
    const found = await memories('bees.json', json(value), turn);
    expect(found[0]).toMatchObject({
      memory: 'user: I keep bees on the roof.',
      sources: [{ message_id: 'm1' }],
    });
  });

  it('are read from JSON Lines, each with its line', async () => {
    const found = await memories(
      'bees.jsonl',
      messages.map((message) => JSON.stringify(message)).join('\n\n'),
      turn,
    );
    expect(found.map((memory) => memory.sources[0]?.['lines'])).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  it('keep the calls of tools', async () => {
    const call = {
      role: 'assistant',
      content: null,
      tool_calls: [{ function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
    };
    const [memory] = await memories('calls.json', json([call]), turn);
    expect(memory?.memory).toBe('assistant: [tool call: weather({"city":"Oslo"})]');
  });

  it('without a role are refused, with the line and the way out', async () => {
    expect(await complaint('no-roles.json', json([{ content: 'Hello.' }, { content: 'Hi.' }]))).toBe(
      'bad-document: no-roles.json:2: This message says nothing about who speaks. Give each message a "role" ("user", "assistant", "system" or "tool"), or save the file with the ending .txt to read it as plain text.',
    );
  });

  it('that all are empty are refused', async () => {
    expect(await complaint('mute.json', json([{ role: 'user', content: '' }]))).toContain(
      'Nobody says anything',
    );
  });
});

describe('ShareGPT', () => {
  it('names people "human" and "gpt"', async () => {
    const value = [
      {
        id: 'x',
        conversations: [
          { from: 'human', value: 'Hello' },
          { from: 'gpt', value: 'Hi' },
        ],
      },
    ];
    const [portion] = await read('share.json', json(value), turn);
    expect(portion?.format).toBe('sharegpt');
    expect(portion?.memories.map((memory) => [memory.memory, memory.session])).toEqual([
      ['user: Hello', 'x'],
      ['assistant: Hi', 'x'],
    ]);
  });
});

describe('a ChatGPT export', () => {
  const node = (id: string, parent: string | null, role: string, text: string): object => ({
    id,
    parent,
    children: [],
    message: {
      id,
      author: { role },
      create_time: 1700000000,
      content: { content_type: 'text', parts: [text] },
    },
  });
  const mapping = {
    root: { id: 'root', parent: null, message: null, children: ['q'] },
    q: node('q', 'root', 'user', 'Which tea is green?'),
    old: node('old', 'q', 'assistant', 'Rooibos.'),
    now: node('now', 'q', 'assistant', 'Sencha.'),
  };

  it('gives the branch that its user sees', async () => {
    const [portion] = await read(
      'conversations.json',
      json([{ title: 'Tea', mapping, current_node: 'now' }]),
      turn,
    );
    expect(portion?.format).toBe('chatgpt');
    expect(portion?.memories.map((memory) => memory.memory)).toEqual([
      'user: Which tea is green?',
      'assistant: Sencha.',
    ]);
    expect(portion?.memories[0]).toMatchObject({ session: 'Tea', when: '2023-11-14T22:13:20' });
  });

  it('ends where its tree bites its tail', async () => {
    const loop = { a: node('a', 'b', 'user', 'One'), b: node('b', 'a', 'assistant', 'Two') };
    const found = await memories(
      'conversations.json',
      json([{ title: 'Loop', mapping: loop, current_node: 'b' }]),
      turn,
    );
    expect(found.map((memory) => memory.memory)).toEqual(['user: One', 'assistant: Two']);
  });
});

describe('LoCoMo', () => {
  const conversation = {
    speaker_a: 'Ada',
    speaker_b: 'Ben',
    session_2_date_time: '9:30 am on 2 June, 2023',
    session_2: [{ speaker: 'Ben', dia_id: 'D2:1', text: 'Look!', blip_caption: 'a kite over a beach' }],
    session_1_date_time: '1:56 pm on 8 May, 2023',
    session_1: [{ speaker: 'Ada', dia_id: 'D1:1', text: 'I repaired the boat yesterday.' }],
  };

  it('gives a memory for each turn, with its id, speaker, session and date', async () => {
    const [portion] = await read(
      'one.json',
      json([{ sample_id: 'c1', conversation, qa: [{ answer: 'secret' }] }]),
      turn,
    );
    expect(portion?.format).toBe('locomo');
    expect(portion?.memories).toMatchObject([
      {
        memory: 'Ada: I repaired the boat yesterday.',
        session: 'session_1',
        when: '2023-05-07',
        entities: ['Ada'],
        sources: [{ message_id: 'D1:1', name: 'Ada', chat_time: '1:56 pm on 8 May, 2023' }],
      },
      {
        memory: 'Ben: Look! [image: a kite over a beach]',
        session: 'session_2',
        when: '2023-06-02T09:30:00',
      },
    ]);
    expect(JSON.stringify(portion)).not.toContain('secret');
  });

  it('of several conversations names them', async () => {
    const found = await memories(
      'two.json',
      json([
        { sample_id: 'c1', conversation },
        { sample_id: 'c2', conversation },
      ]),
      turn,
    );
    expect(found.map((memory) => memory.session)).toEqual([
      'c1/session_1',
      'c1/session_2',
      'c2/session_1',
      'c2/session_2',
    ]);
  });
});

describe('a transcript', () => {
  it.each([
    ['bold speakers', '# Talk\n\n**User:** Hello\nthere.\n\n**Assistant:** Hi.\n'],
    ['bold speakers, colon outside', '**User**: Hello\nthere.\n\n**Assistant**: Hi.\n'],
    ['headings', '## User\nHello\nthere.\n\n## Assistant\n\nHi.\n'],
    ['plain lines', 'User: Hello\nthere.\n\nAssistant: Hi.\n'],
    ['Chinese', '用户：Hello\nthere.\n\n助手：Hi.\n'],
  ])('with %s is a dialogue', async (_, text) => {
    const [portion] = await read('talk.md', text, turn);
    expect(portion?.format).toBe('transcript');
    expect(portion?.memories.map((memory) => memory.memory)).toEqual([
      'user: Hello\nthere.',
      'assistant: Hi.',
    ]);
  });

  it('knows its lines, its times and the names of speakers', async () => {
    const text =
      '**Ada (2024-03-01 10:00):** One\n\n**Ben (2024-03-01 10:01):** Two\n**Ada:** Three\n**Ben:** Four\n';
    const found = await memories('talk.md', text, { ...turn, firstLine: 11 });
    expect(found.map((memory) => memory.sources[0])).toMatchObject([
      { name: 'Ada', chat_time: '2024-03-01 10:00', lines: [11, 11] },
      { name: 'Ben', lines: [13, 13] },
      { name: 'Ada', lines: [14, 14] },
      { name: 'Ben', lines: [15, 15] },
    ]);
  });

  it('does not end inside a fence of code', async () => {
    const found = await memories('talk.md', 'User: See\n```\nAssistant: no\n```\nAssistant: Yes\n', turn);
    expect(found).toHaveLength(2);
  });

  it.each([
    'Note: this is no dialogue.\nNote: it only has colons.\n',
    '# Title\n\n**Warning:** hot.\n\n**Note:** cold.\n',
  ])('is not seen in %j', async (text) => {
    expect((await read('notes.md', text))[0]?.kind).toBe('document');
  });
});
