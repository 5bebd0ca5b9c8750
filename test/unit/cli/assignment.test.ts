import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSet, parseUnset } from '../../../src/cli/cube/assignment';
import { fieldName } from '../../../src/cli/cube/fields';

const RECORD =
  '{"id":"x","memory":"m","metadata":{"tags":["a"],"info":{"list":[1,2]},"sources":[{"type":"doc"}]}}';
const set = (text: string) => parseSet(text, 'naive_text', RECORD);

describe('--set field=value', () => {
  it.each([
    ['memory=42', ['memory'], '"42"'],
    ['memory={"a":1}', ['memory'], String.raw`"{\"a\":1}"`],
    ['memory=', ['memory'], '""'],
    ['memory=a=b', ['memory'], '"a=b"'],
    ['key=true', ['metadata', 'key'], '"true"'],
    ['metadata.key=7', ['metadata', 'key'], '"7"'],
    ['status=archived', ['metadata', 'status'], '"archived"'],
    ['tags=a, 杭州,,b', ['metadata', 'tags'], '["a", "杭州", "b"]'],
    ['tags=["a,b"]', ['metadata', 'tags'], '["a,b"]'],
    ['tags=', ['metadata', 'tags'], '[]'],
    ['metadata.confidence=90.0', ['metadata', 'confidence'], '90.0'],
    ['metadata.confidence=NaN', ['metadata', 'confidence'], 'NaN'],
    ['metadata.confidence=high', ['metadata', 'confidence'], '"high"'],
    ['metadata.flag=null', ['metadata', 'flag'], 'null'],
    ['metadata.info.x={"a": [1]}', ['metadata', 'info', 'x'], '{"a": [1]}'],
    ['metadata.info.list.1=5', ['metadata', 'info', 'list', 1], '5'],
    ['metadata.sources.0.type=web', ['metadata', 'sources', 0, 'type'], '"web"'],
    ['metadata.info.0=5', ['metadata', 'info', '0'], '5'],
    [String.raw`metadata.a\.b=1`, ['metadata', 'a.b'], '1'],
    ['metadata.__proto__.x=1', ['metadata', '__proto__', 'x'], '1'],
  ])('%s', (text, path, raw) => {
    expect(set(text)).toEqual({ path, raw });
  });

  it.each([
    ['nothing', /no field=value/],
    ['=x', /no field=value/],
    ['colour=red', /no field "colour"/],
    ['metadata=1', /no field "metadata"/],
    ['metadata.=1', /no field/],
    ['metadata..x=1', /no field/],
    ['memory.x=1', /no field/],
    ['id=1', /no field/],
    ['status=gone', /activated, resolving, archived, deleted|no status/],
    ['tags=[1]', /Tags must be/],
    ['tags=[', /Tags must be/],
  ])('refuses %s', (text, message) => {
    expect(() => set(text)).toThrow(message);
  });

  it('reads back every name that it writes', () => {
    const step = fc.string({ minLength: 1 }).filter((name) => !/^\d+$/.test(name) && !name.includes('='));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const path = ['metadata', ...steps];
        expect(parseUnset(fieldName(path), 'naive_text', '{"metadata":{}}')).toEqual({ path, raw: null });
      }),
    );
  });
});
