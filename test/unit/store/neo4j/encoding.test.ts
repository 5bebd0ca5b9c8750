import fc from 'fast-check';
import { isDateTime, isInt } from 'neo4j-driver';
import { describe, expect, test } from 'vitest';
import { decodeRecord } from '../../../../src/engine/store/neo4j/decode';
import { encodeRecord } from '../../../../src/engine/store/neo4j/encode';
import { fromDateTime, toDateTime } from '../../../../src/engine/store/neo4j/timestamps';

const raw = (metadata: string): string => `{"id": "a", "memory": "x", "metadata": ${metadata}}`;
/** What a record is after it was in the graph. */
const kept = (metadata: string): string => {
  const { properties } = encodeRecord(raw(metadata));
  const whole = decodeRecord(properties);
  return whole.slice(raw('').length - 1, -1);
};

describe('what comes back as it was', () => {
  test.each([
    '{"confidence": 90.0}',
    '{"version": 1, "confidence": 0.99}',
    '{"big": 9007199254740993}',
    '{"tags": [], "usage": []}',
    '{"tags": ["a", "记忆"]}',
    '{"is_fast": true}',
    '{"shares": [0.5, 1.0], "weights": [1, 2]}',
    '{"created_at": "2026-01-13T20:51:42.394870000+00:00"}',
    '{"updated_at": "2026-01-13T20:51:42.394870000-03:30"}',
    '{"created_at": "some day"}',
    '{"sources": [{"type": "chat", "content": "\\u4f60", "n": 1.0}]}',
    '{"sources": ["\\"{\\\\\\"type\\\\\\": 1}\\""]}',
    '{"history": [{"version": 1, "memory": "old"}]}',
    '{"internal_info": {"a": 1, "b": {"c": [1, 2.50]}}}',
    '{"note": "{\\"looks\\": 1}"}',
  ])('%s', (metadata) => {
    expect(kept(metadata)).toBe(metadata);
  });

  test('any text, and any number of 64 bits', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    );
    fc.assert(
      fc.property(value, (one) => {
        const token = typeof one === 'bigint' ? String(one) : JSON.stringify(one);
        expect(kept(`{"note": ${token}}`)).toBe(`{"note": ${token}}`);
      }),
    );
  });
});

describe('what Neo4j or the layout of MemOS changes', () => {
  test.each([
    ['null members go', '{"key": null, "type": "fact"}', '{"type": "fact"}'],
    [
      'info is merged, what is there wins',
      '{"key": "k", "info": {"key": "other", "x": 1}}',
      '{"key": "k", "x": 1}',
    ],
    ['members are ordered', '{"zeta": 1, "key": "k"}', '{"key": "k", "zeta": 1}'],
    [
      'other objects become text',
      '{"extra": {"b": 1, "a": "é"}}',
      '{"extra": "{\\"a\\": \\"é\\", \\"b\\": 1}"}',
    ],
    ['lists of several kinds become texts', '{"list": [1, "a", null]}', '{"list": ["1", "a", "null"]}'],
    ['lists with a fraction are fractions', '{"list": [1, 2.5]}', '{"list": [1.0, 2.5]}'],
    [
      'times get nine digits and an offset',
      '{"created_at": "2025-06-11T23:25:23.3"}',
      '{"created_at": "2025-06-11T23:25:23.300000000+00:00"}',
    ],
    [
      'a source that is text of an object is an object',
      '{"sources": ["{\\"type\\": \\"chat\\"}"]}',
      '{"sources": [{"type": "chat"}]}',
    ],
    ['numbers are spelled anew', '{"n": 1e3, "m": 2.50}', '{"m": 2.5, "n": 1000.0}'],
    ['numbers beyond 64 bits are fractions', '{"n": 12345678901234567890}', '{"n": 1.2345678901234567e+19}'],
    [
      'names of the identity are left out',
      '{"user_name": "x", "id": "y", "memory": "z", "info": {"user_name": "w"}}',
      '{}',
    ],
  ])('%s', (_, metadata, after) => {
    expect(kept(metadata)).toBe(after);
    expect(kept(after)).toBe(after);
  });
});

describe('properties as MemOS writes them', () => {
  test('types, sorted objects, vectors apart', () => {
    const { properties, embedding } = encodeRecord(
      raw(
        '{"created_at": "2026-01-13T20:51:42Z", "version": 2, "confidence": 1.0, "embedding": [1, 0.5], "internal_info": {"b": 1, "a": 2}}',
      ),
    );
    expect(isDateTime(properties.created_at as object)).toBe(true);
    expect(isInt(properties.version as object)).toBe(true);
    expect(properties.confidence).toBe(1);
    expect(properties.internal_info).toBe('{"a": 2, "b": 1}');
    expect(embedding).toEqual([1, 0.5]);
    expect(properties).not.toHaveProperty('embedding');
  });

  test('half a character is refused', () => {
    for (const broken of ['{"a": "\\ud800"}', '{"\\udc00": 1}', '{"a": ["x\ud800"]}'])
      expect(() => encodeRecord(raw(broken))).toThrow(/half a character/);
    expect(encodeRecord(raw('{"a": "\\ud83e\\udde0"}')).properties.a).toBe('🧠');
  });
});

describe('times', () => {
  test.each([
    ['2026-01-13', '2026-01-13T00:00:00.000000000+00:00'],
    ['2026-01-13 20:51', '2026-01-13T20:51:00.000000000+00:00'],
    ['2026-01-13T20:51:42.1234567891+05:30', '2026-01-13T20:51:42.123456789+05:30'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000000+00:00'],
  ])('%s', (text, shown) => {
    expect(fromDateTime(toDateTime(text)!)).toBe(shown);
  });

  test.each([
    '',
    'x',
    '2026-13-01',
    '2026-02-30',
    '2026-01-13T24:00',
    '2026-01-13T20:51:42+19:00',
    '26-01-13',
  ])('%j is none', (text) => {
    expect(toDateTime(text)).toBeUndefined();
  });
});
