import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../src/engine/base/json/parse';
import { findSecrets, isSecretValue, withoutPassword } from '../../../../src/engine/cube/config/secrets';

describe('a clear-text secret', () => {
  it.each([
    ['api_key', 'abc123'],
    ['backup_api_key', 'k'],
    ['password', '12345678'],
    ['Authorization', 'Bearer 9f8e7d6c'],
    ['X-API-Key', 'k1'],
    ['note', 'sk-proj-0123456789abcdefABCDEF'],
    ['whatever', 'hf_0123456789abcdefghij'],
  ])('%s: %s', (name, value) => {
    expect(isSecretValue(name, value)).toBe(true);
  });

  it.each([
    ['api_key', ''],
    ['api_key', 'EMPTY'],
    ['api_key', 'sk-xxx'],
    ['api_key', 'sk-xxxxxx'],
    ['api_key', 'your-api-key'],
    ['api_key', '<your key>'],
    ['api_key', '${OPENAI_API_KEY}'],
    ['password', '****'],
    ['tokenizer_or_token_counter', 'gpt2'],
    ['model_name_or_path', 'sk-model'],
    ['user', 'neo4j'],
  ])('is not %s: %s', (name, value) => {
    expect(isSecretValue(name, value)).toBe(false);
  });
});

describe('an address', () => {
  it.each([
    ['bolt://neo4j:s3cret@db:7687', 'bolt://neo4j@db:7687'],
    ['https://:s3cret@host/x', 'https://host/x'],
    ['https://host/v1?api_key=abc&x=1', 'https://host/v1?api_key=&x=1'],
    ['redis://:p%40ss@h:1/0', 'redis://h:1/0'],
  ])('%s becomes %s', (address, clean) => {
    expect(withoutPassword(address)).toBe(clean);
  });

  it.each([
    'bolt://localhost:7687',
    'http://',
    'neo4j://user@host',
    'https://h/a:b@c',
    'postgres://u:${PW}@h',
  ])('%s stays', (address) => {
    expect(withoutPassword(address)).toBeUndefined();
  });
});

describe('the search through a configuration', () => {
  it('finds secrets in headers, lists and members that MemOS does not know', () => {
    const text =
      '{"a": {"default_headers": {"authorization": "abc"}}, "uri": ["bolt://u:p1@h"], "x": {"token": "t1"}}';
    const found = findSecrets(parseJson(text));
    expect(found.map((s) => [s.path.join('.'), text.slice(s.start, s.end), s.replacement])).toEqual([
      ['a.default_headers.authorization', '"abc"', '""'],
      ['uri.0', '"bolt://u:p1@h"', '"bolt://u@h"'],
      ['x.token', '"t1"', '""'],
    ]);
  });
});
