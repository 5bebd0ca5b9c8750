import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportItems } from '../../../src/engine/activation/memos/exportItems';
import { textsOf } from '../../../src/engine/activation/memos/importItems';
import { writePickle, type Pickled } from '../../../src/engine/activation/memos/pickleWriter';
import { inspectActivationFile } from '../../../src/engine/cube/pickle/inspectActivation';
import { anItem } from './anItem';

const PYTHON = '/usr/bin/python3';

/** What Python makes of a pickle, as JSON. */
const inPython = (bytes: Uint8Array): unknown =>
  JSON.parse(
    execFileSync(PYTHON, ['-c', 'import sys,pickle,json;print(json.dumps(pickle.load(sys.stdin.buffer)))'], {
      input: bytes,
      encoding: 'utf8',
    }),
  );

describe('MemOS items', () => {
  it('of an older cube are told by their text, to be built anew', () => {
    const file = join(import.meta.dirname, '../../fixtures/cubes/mem_cube_2/activation_memory.pickle');
    const { texts, without } = textsOf(inspectActivationFile(new Uint8Array(readFileSync(file))));
    expect(without).toEqual([]);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatchObject({
      id: '7b9a6488-471d-40f0-859b-1e5245d3856a',
      prompt: { origin: 'memos' },
    });
    expect(texts[0]?.prompt.messages[0]?.content).toContain('The user is a Chinese man.');
  });

  it('without a text cannot be built anew', () => {
    const report = inspectActivationFile(exportItems([anItem()]));
    const items = report.items.map((item) => ({ ...item, sourceText: null, prompt: ' ', records: null }));
    expect(textsOf({ items })).toEqual({ texts: [], without: [anItem().id] });
  });
});

describe('what is exported', () => {
  const item = anItem({
    sources: [{ key: 'a', title: 'A', text: 'Béla has a 日本 kettle.' }],
    createdAt: '2026-03-01T10:20:30.456Z',
  });

  it('is what our reader of pickles takes for items of vLLM', () => {
    const report = inspectActivationFile(
      exportItems([item, anItem({ id: '00000000-0000-4000-8000-000000000002' })]),
    );
    expect(report).toMatchObject({ container: 'keyed-dict', protocol: 4, problems: [] });
    expect(report.items[0]).toMatchObject({
      id: item.id,
      kind: 'vllm',
      layout: 'current',
      className: 'memos.memories.activation.item.VLLMKVCacheItem',
      sourceText: 'Béla has a 日本 kettle.',
      extractedAt: item.createdAt,
      prompt: item.messages[0]?.content,
      records: { textMemories: ['Béla has a 日本 kettle.'], timestamp: '2026-03-01T10:20:30.456000+00:00' },
    });
    expect(report.items).toHaveLength(2);
  });

  it.runIf(existsSync(PYTHON))(
    'is the value it was in Python too, whatever it is',
    { timeout: 60_000 },
    () => {
      const value = fc.letrec<{ value: Pickled }>((tie) => ({
        value: fc.oneof(
          { maxDepth: 3 },
          fc.constant(null),
          fc.boolean(),
          fc.integer({ min: -(2 ** 33), max: 2 ** 33 }),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.array(tie('value'), { maxLength: 4 }),
          fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
        ),
      })).value;
      // All in one process: starting Python takes longer than the rest.
      const values = fc.sample(value, 300);
      expect(inPython(writePickle(values))).toEqual(JSON.parse(JSON.stringify(values)));
    },
  );

  it('is refused for a number that is none', () => {
    expect(() => writePickle([NaN])).toThrow(RangeError);
  });
});
