import { describe, expect, test } from 'vitest';
import { StudioError } from '../../../src/engine/base/errors';
import { sendable, wellFormed } from '../../../src/engine/inference/servers/sendable';
import { said, serverError, wordsOf } from '../../../src/engine/inference/servers/server';
import { isTooLong, shortening } from '../../../src/engine/inference/servers/tooLong';

/** Answers as the servers named gave them, with the status. */
const answers: readonly (readonly [
  server: string,
  status: number,
  body: string,
  code: string,
  words: string,
])[] = [
  [
    'Ollama 0.17.4',
    404,
    '{"error":"model \\"missing\\" not found, try pulling it first"}',
    'bad-model',
    'model "missing" not found, try pulling it first',
  ],
  ['Ollama 0.17.4', 404, '404 page not found', 'not-found', '404 page not found'],
  [
    'Ollama 0.17.4',
    400,
    '{"error":"\\"minilm\\" does not support chat"}',
    'bad-argument',
    '"minilm" does not support chat',
  ],
  [
    'llama.cpp',
    404,
    '{"error":{"message":"File Not Found","type":"not_found_error","code":404}}',
    'not-found',
    'File Not Found',
  ],
  [
    'llama.cpp',
    401,
    '{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}',
    'unauthorized',
    'Invalid API Key',
  ],
  [
    'llama.cpp',
    501,
    '{"error":{"code":501,"message":"This server does not support embeddings. Start it with `--embeddings`"}}',
    'bad-model',
    'This server does not support embeddings. Start it with `--embeddings`',
  ],
  ['FastAPI', 404, '{"detail":"Not Found"}', 'not-found', 'Not Found'],
  ['a proxy', 502, '', 'unavailable', 'nothing'],
];

test.each(answers)('%s, %i %s', (_, status, body, code, words) => {
  expect(said(body)).toBe(words);
  const error = serverError(status, said(body), 'http://127.0.0.1:1/v1');
  expect(error.code).toBe(code);
  expect(error.message).toContain(`“${words}”`);
  expect(error.remedy).toMatch(/\.$/);
});

test('the first cause is told', () => {
  const refused = new Error('connect ECONNREFUSED 127.0.0.1:9');
  const failed = new TypeError('fetch failed', { cause: refused });
  expect(wordsOf(new Error('Connection error.', { cause: failed }))).toBe(refused.message);
  expect(wordsOf(new Error('Connection error.', { cause: new Error('') }))).toBe('Connection error.');
  expect(wordsOf(new TypeError('fetch failed', { cause: new AggregateError([refused], '') }))).toBe(
    refused.message,
  );
});

describe('texts that are too long for the server', () => {
  test.each([
    'input (3002 tokens) is too large to process. increase the physical batch size (current batch size: 512)',
    "This model's maximum context length is 8192 tokens, however you requested 9000 tokens.",
    'the input length exceeds the context length',
    'Input validation error: `inputs` must have less than 512 tokens. Given: 802, too many tokens',
  ])('are told by “%s”', (why) => {
    expect(isTooLong(why)).toBe(true);
  });

  test.each([
    'Invalid API Key',
    'model "x" not found, try pulling it first',
    'invalid JSON schema in format',
  ])('and not by “%s”', (why) => {
    expect(isTooLong(why)).toBe(false);
  });

  const tooLarge = serverError(500, 'input (99 tokens) is too large to process', 'http://127.0.0.1:1');

  test('lose their ends, and the others are as they were, in order', async () => {
    const asked: number[] = [];
    const embedded = await shortening(['short', 'x'.repeat(1000), 'also short'], (texts) => {
      asked.push(texts.length);
      return texts.some((text) => text.length > 100) ? Promise.reject(tooLarge) : Promise.resolve(texts);
    });
    expect(embedded).toEqual(['short', 'x'.repeat(embedded[1]!.length), 'also short']);
    expect(embedded[1]!.length).toBeGreaterThan(75);
    expect(asked[0]).toBe(3);
  });

  test('end with the error of the server when short ones are refused as well', async () => {
    await expect(shortening(['x'.repeat(1000)], () => Promise.reject(tooLarge))).rejects.toBe(tooLarge);
  });

  test('other errors pass', async () => {
    const busy = new StudioError('unavailable', 'busy');
    await expect(shortening(['a', 'b'], () => Promise.reject(busy))).rejects.toBe(busy);
  });
});

test('what servers refuse to read is replaced', () => {
  expect(sendable('')).toBe(' ');
  expect(sendable('a\uD800b😀\uDC00')).toBe('a\uFFFDb😀\uFFFD');
  expect(wellFormed('')).toBe('');
});
