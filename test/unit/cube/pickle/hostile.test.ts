import { describe, expect, it } from 'vitest';
import { inspectActivationFile } from '../../../../src/engine/cube/pickle/inspectActivation';
import { bytesOf, integer, pickle, stackGlobal, text } from './assemble';
import { fixture, refusal } from './load';

const item = stackGlobal('memos.memories.activation.item', 'KVCacheItem');

describe('a name beyond the allow-list is refused with its offset', () => {
  it.each([
    ['os.system by STACK_GLOBAL', fixture('pickle/hostile-os-system.pickle'), 'os.system', 14],
    ['os.system by GLOBAL', pickle('cos\nsystem\n', '(', text('id'), 't', 'R'), 'os.system', 2],
    ['os.system by INST', pickle('(', text('id'), 'ios\nsystem\n'), 'os.system', 7],
    ['builtins.eval', pickle(stackGlobal('builtins', 'eval'), text('1'), 0x85, 'R'), 'builtins.eval', 18],
    ["Python 2's eval", pickle('c__builtin__\neval\n'), 'builtins.eval', 2],
    ['builtins.getattr', pickle(stackGlobal('builtins', 'getattr')), 'builtins.getattr', 21],
    ['operator.attrgetter', pickle(stackGlobal('operator', 'attrgetter')), 'operator.attrgetter', 24],
    ['a dotted way around', pickle(stackGlobal('builtins', 'set.__class__')), 'builtins.set.__class__', 27],
    ['a neighbour in an allowed module', pickle(stackGlobal('torch', 'load')), 'torch.load', 15],
    ['torch hub', pickle(stackGlobal('torch.hub', 'load')), 'torch.hub.load', 19],
    [
      'BUILD on a forbidden class',
      pickle('ccodecs\nIncrementalDecoder\n', ')', 0x81, '}', 'b'),
      'codecs.IncrementalDecoder',
      2,
    ],
    ['EXT1', pickle(0x82, 7), 'extension code 7', 2],
    ['EXT2', pickle(0x83, 1, 1), 'extension code 257', 2],
    ['EXT4', pickle(0x84, 1, 0, 0, 0), 'extension code 1', 2],
    ['a prototype name', pickle(stackGlobal('__proto__', 'constructor')), '__proto__.constructor', 26],
  ])('%s', (_, bytes, name, offset) => {
    const error = refusal(bytes);
    expect(error.code).toBe('forbidden-global');
    expect(error.message).toContain(JSON.stringify(name));
    expect(error.place).toEqual({ file: 'x.pickle', offset });
  });

  it('also inside a storage, with the offset in the file', () => {
    const inner = bytesOf(0x80, 2, 'cos\nsystem\n', '.');
    const load = stackGlobal('torch.storage', '_load_from_bytes');
    const bytes = pickle(load, 'C', inner.length, inner, 0x85, 'R');
    const error = refusal(bytes);
    expect(error.code).toBe('forbidden-global');
    expect(error.place?.offset).toBe(2 + load.length + 2 + 2);
  });
});

describe('a malformed pickle is refused with its offset', () => {
  it.each([
    ['a text persistent id', pickle('Pname\n'), 2, /persistent id/],
    ['a persistent id at the top', pickle(text('x'), 'Q'), 5, /persistent id outside/],
    ['an unknown instruction', pickle(0xfe), 2, /0xfe/],
    ['INST of an allowed class', pickle('(', 'imemos.memories.activation.item\nKVCacheItem\n'), 3, /INST/],
    ['protocol 0', bytesOf('(dp0\n.'), 0, /protocol 2 to 5/],
    ['protocol 6', bytesOf(0x80, 6, 'N.'), 0, /protocol 6/i],
    ['an empty stack', pickle(), 2, /stack is empty/],
    ['a missing mark', pickle('t'), 2, /mark is missing/],
    ['a value taken from behind a mark', pickle('N', '(', 'a'), 4, /stack is empty/],
    ['an unknown memo entry', pickle('h', 9), 2, /Memo entry 9/],
    ['calling a string', pickle(text('eval'), ')', 'R'), 9, /string is called/],
    ['calling an instance', pickle(item, ')', 0x81, ')', 'R'), 51, /instance is called/],
    ['arguments that are no tuple', pickle(item, ']', 'R'), 49, /not a tuple/],
    ['a state for a list', pickle(']', '}', 'b'), 4, /list, which takes none/],
    ['a state for a class', pickle(item, '}', 'b'), 49, /global, which takes none/],
    ['text that is not UTF-8', pickle(0x8c, 2, 0xc3, 0x28), 4, /UTF-8/],
    ['a text longer than the file', pickle('X', integer(0x7fffffff, 4)), 7, /ends here/],
    ['bytes of 2^60', pickle(0x8e, integer(2n ** 60n, 8)), 3, /Impossible length/],
    ['bytes of 2^40', pickle(0x8e, integer(2n ** 40n, 8)), 11, /ends here/],
    ['an integer of 200 bytes', pickle(0x8a, 200, new Uint8Array(200)), 2, /integer of 200 bytes/],
    ['a frame beyond the end', pickle(0x95, integer(1000, 8)), 2, /frame/],
    ['a negative long4', pickle(0x8b, integer(0xffffffff, 4)), 7, /ends here/],
    [
      'codecs misused',
      pickle(stackGlobal('_codecs', 'encode'), text('x'), text('rot13'), 0x86, 'R'),
      31,
      /latin1/,
    ],
  ])('%s', (_, bytes, offset, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe('bad-pickle');
    expect(error.message).toMatch(message);
    expect(error.place?.offset).toBe(offset);
  });
});

describe('tensors that do not fit their storage', () => {
  const real = fixture('pickle/strided.pickle');
  /** Overwrites the first occurrence of a byte sequence. */
  function patched(find: readonly number[], replace: readonly number[]): Uint8Array {
    const bytes = Uint8Array.from(real);
    const at = Buffer.from(bytes).indexOf(Buffer.from(find));
    expect(at).toBeGreaterThan(0);
    bytes.set(replace, at);
    return bytes;
  }
  // Shape (1, 2, 3, 4) and strides (40, 4, 8, 1), as BININT1 in the pickle.
  it.each([
    ['a shape beyond the storage', [75, 1, 75, 2, 75, 3, 75, 4], [75, 1, 75, 2, 75, 9, 75, 4]],
    ['strides beyond the storage', [75, 40, 75, 4, 75, 8, 75, 1], [75, 40, 75, 4, 75, 99, 75, 1]],
  ])('%s', (_, find, replace) => {
    const error = refusal(patched(find, replace));
    expect(error.code).toBe('bad-pickle');
    expect(error.message).toMatch(/reaches element/);
  });
});

describe('bombs cost no more than their bytes', () => {
  const within = (bytes: Uint8Array) => inspectActivationFile(bytes, { statistics: true });

  it('a list 200,000 levels deep', () => {
    const depth = 200_000;
    const report = within(pickle(']'.repeat(depth), 'a'.repeat(depth - 1)));
    expect(report.problems.map(({ code }) => code)).toEqual(['not-an-item']);
  });

  it('ten references to the level below, forty levels high', () => {
    const laughs = pickle(
      text('lol'),
      'q',
      0,
      ...Array.from({ length: 40 }, (_, n) =>
        bytesOf('(', ...Array.from({ length: 10 }, () => bytesOf('h', n)), 't', 'q', n + 1),
      ),
      'q',
      200,
      '0',
      '}',
      text('kv_cache_memories'),
      '}',
      text('a'),
      item,
      ')',
      0x81,
      '}',
      text('id'),
      text('a'),
      's',
      text('metadata'),
      '}',
      text('x'),
      'h',
      200,
      's',
      's',
      'b',
      's',
      's',
    );
    const report = within(laughs);
    expect(report.items).toHaveLength(1);
    expect(JSON.stringify(report).length).toBeLessThan(laughs.length * 32);
  });

  it('a dictionary that contains itself', () => {
    const cyclic = pickle(
      ']',
      item,
      ')',
      0x81,
      '}',
      text('id'),
      text('a'),
      's',
      text('metadata'),
      '}',
      'q',
      1,
      text('self'),
      'h',
      1,
      's',
      's',
      'b',
      'a',
    );
    expect(JSON.stringify(within(cyclic))).toContain('…');
  });

  it('the same item a hundred thousand times', () => {
    const report = within(
      pickle(']', item, ')', 0x81, '}', text('id'), text('a'), 's', 'b', 'q', 0, 'a', 'h\0a'.repeat(100_000)),
    );
    expect(report.items).toHaveLength(1);
    expect(report.problems.map(({ code }) => code)).toContain('not-all-items');
  });

  it('the same list copied again and again', () => {
    const list = bytesOf(']', '(', 'N'.repeat(50_000), 'e', 'q', 0, '0');
    const copy = bytesOf('h', 1, 'h', 0, 0x85, 'R', '0');
    const bytes = pickle(
      list,
      stackGlobal('builtins', 'set'),
      'q',
      1,
      ...Array.from({ length: 2000 }, () => copy),
    );
    expect(refusal(bytes).message).toMatch(/More than 4000000 instructions/);
  });

  it('a deflated storage that claims gigabytes', () => {
    const bytes = Uint8Array.from(fixture('pickle/zip-deflated.pickle'));
    const central = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.set(integer(0xf000_0000, 4), central + 24);
    expect(refusal(bytes).message).toMatch(/unpack to far more/);
  });

  it('a storage inside a storage', () => {
    const load = stackGlobal('torch.storage', '_load_from_bytes');
    const inner = bytesOf(0x80, 4, load, 'C', 0, 0x85, 'R', '.');
    expect(refusal(pickle(load, 'C', inner.length, inner, 0x85, 'R')).message).toMatch(/storage inside/);
  });
});

describe('odd but honest content', () => {
  it('keeps a metadata key named __proto__ as data', () => {
    const bytes = pickle(
      ']',
      item,
      ')',
      0x81,
      '}',
      text('id'),
      text('a'),
      's',
      text('metadata'),
      '}',
      text('__proto__'),
      '}',
      text('polluted'),
      0x88,
      's',
      's',
      's',
      'b',
      'a',
    );
    const report = inspectActivationFile(bytes);
    expect(JSON.stringify(report.items[0]?.metadata)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('reads lone surrogates, which Python may write', () => {
    const bytes = pickle(
      ']',
      item,
      ')',
      0x81,
      '}',
      text('id'),
      0x8c,
      4,
      'a',
      0xed,
      0xa0,
      0x80,
      's',
      'b',
      'a',
    );
    expect(inspectActivationFile(bytes).items[0]?.id).toBe('a\ufffd');
  });

  it('notes bytes behind the end', () => {
    const report = inspectActivationFile(bytesOf(pickle(']'), 'rest'));
    expect(report.problems).toEqual([expect.objectContaining({ code: 'trailing-bytes', offset: 4 })]);
  });

  it('notes what MemOS would find empty', () => {
    expect(inspectActivationFile(pickle('}'))).toMatchObject({ container: 'unknown', items: [] });
  });

  it('stops when the caller gave up', () => {
    expect(() => inspectActivationFile(pickle('}'), { signal: AbortSignal.abort() })).toThrow(/abort/i);
  });
});
