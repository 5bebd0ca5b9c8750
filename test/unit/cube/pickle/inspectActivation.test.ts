import { describe, expect, it } from 'vitest';
import { inspectActivationFile } from '../../../../src/engine/cube/pickle/inspectActivation';
import { fixture, realFile, refusal, reportOn } from './load';

describe("MemOS's own sample file", () => {
  const report = inspectActivationFile(fixture(realFile), { statistics: true });
  const [item] = report.items;

  it('is one KV cache of 28 layers in the old class layout', () => {
    expect(report).toMatchObject({
      container: 'keyed-dict',
      protocol: 5,
      fileBytes: 820_726,
      totalBytes: 802_816,
    });
    expect(report.items).toHaveLength(1);
    expect(item).toMatchObject({
      id: '7b9a6488-471d-40f0-859b-1e5245d3856a',
      layout: 'old',
      kind: 'kv',
      sourceText: 'The user is a Chinese man.',
      extractedAt: '2025-06-11T23:25:23.317466',
      layers: 28,
      heads: 8,
      tokens: 7,
      headDim: 128,
      dtype: 'bfloat16',
      device: 'cpu',
      strides: [7168, 128, 1024, 1],
      contiguous: false,
      bytes: 2 * 28 * 8 * 7 * 128 * 2,
      records: null,
    });
    expect(report.problems.map(({ code }) => code)).toEqual(['old-layout']);
  });

  it('names exactly the globals of the published disassembly, and the storage class inside', () => {
    expect(report.globals).toEqual([
      'memos.memories.activation.item.KVCacheItem',
      'transformers.cache_utils.DynamicCache',
      'torch._utils._rebuild_tensor_v2',
      'torch.storage._load_from_bytes',
      'torch.BFloat16Storage',
      'collections.OrderedDict',
    ]);
  });

  // Computed by torch 2.15 in float64 from the same file.
  it.each([
    [
      0,
      [-332, 312, 0.03496654611080885, 16.214220412599246],
      [-1.5390625, 0.95703125, -0.0019758122507482767, 0.1445021937635789],
    ],
    [
      13,
      [-24, 22.625, 0.04136885167567276, 1.8978031833009308],
      [-11.25, 9.0625, 0.018814358610792885, 1.3982090169094101],
    ],
    [
      27,
      [-33, 39, 0.025847943836457228, 2.6781952697994567],
      [-53.25, 60.25, 0.04995570385030338, 10.69366118188854],
    ],
  ] as const)('has the values that torch sees in layer %i', (layer, key, value) => {
    const found = item?.perLayer?.[layer];
    for (const [got, [min, max, mean, std]] of [
      [found?.key, key],
      [found?.value, value],
    ] as const) {
      expect(got).toMatchObject({ min, max, nan: 0, infinite: 0 });
      expect(got?.mean).toBeCloseTo(mean, 10);
      expect(got?.std).toBeCloseTo(std, 10);
    }
  });
});

describe('files of the current MemOS', () => {
  it('shows the records behind a cache', () => {
    expect(reportOn('current-kv').items[0]).toMatchObject({
      id: '00000000-0000-4000-8000-000000000001',
      layout: 'current',
      kind: 'kv',
      layers: 2,
      heads: 2,
      tokens: 3,
      headDim: 4,
      dtype: 'bfloat16',
      contiguous: true,
      bytes: 192,
      metadata: { source_text: 'The user drinks green tea.', extracted_at: '2026-01-13T20:51:42.394870' },
      records: {
        textMemories: ['The user drinks green tea.'],
        composedTextMemory: 'The user drinks green tea.',
        timestamp: '2026-01-13T20:51:42.394870+00:00',
      },
    });
  });

  it('shows the prompt of a vLLM item, which has no tensors', () => {
    const [item] = reportOn('current-vllm').items;
    expect(item).toMatchObject({ kind: 'vllm', layers: 0, tokens: null, dtype: null, bytes: 0 });
    expect(item?.prompt).toBe('Memories:\n1. The user lives in Chengdu.\n2. 用户喜欢川菜。');
  });

  it.each([
    ['current-mixed', 'keyed-dict'],
    ['keyed-list', 'keyed-list'],
    ['bare-list', 'list'],
  ])('reads the container of %s', (name, container) => {
    const report = reportOn(name);
    expect(report.container).toBe(container);
    expect(report.items[0]?.bytes).toBe(192);
    expect(report.problems).toEqual([]);
  });

  it.each([2, 3, 4])('reads protocol %i as protocol 5', (protocol) => {
    const { items } = reportOn('current-mixed');
    expect(reportOn(`protocol-${protocol}`)).toMatchObject({ protocol, items, problems: [] });
  });

  it('reads the attribute names of older transformers', () => {
    const report = reportOn('old-layout');
    expect(report.items[0]).toMatchObject({
      layout: 'old',
      layers: 1,
      tokens: 3,
      dtype: 'float16',
      bytes: 96,
    });
  });

  it('is plain JSON', () => {
    const report = reportOn('current-mixed');
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('tensors', () => {
  it('decodes every element type to the same numbers', () => {
    const { items } = reportOn('dtypes');
    expect(items.map(({ dtype }) => dtype)).toEqual(['bfloat16', 'float16', 'float32', 'float64', 'int8']);
    for (const { perLayer } of items) {
      expect(perLayer?.[0]?.key).toMatchObject({ min: 0, max: 23, mean: 11.5, absMax: 23, nan: 0 });
      expect(perLayer?.[0]?.key?.std).toBeCloseTo(Math.sqrt((24 ** 2 - 1) / 12), 12);
      expect(perLayer?.[0]?.value).toMatchObject({ min: -23, max: 0, mean: -11.5, absMax: 23 });
    }
  });

  it('tells the shape of types that it cannot decode', () => {
    const [item] = reportOn('float8').items;
    expect(item).toMatchObject({ dtype: 'float8_e4m3fn', bytes: 48, tokens: 3 });
    expect(item?.perLayer).toEqual([{ layer: 0, key: null, value: null }]);
  });

  it('counts what is not a number apart', () => {
    const key = reportOn('not-numbers').items[0]?.perLayer?.[0]?.key;
    expect(key).toMatchObject({ nan: 1, infinite: 2, min: 0.75, max: 5.75 });
  });

  it('reads only the elements of a strided view', () => {
    const [item] = reportOn('strided').items;
    expect(item).toMatchObject({
      heads: 2,
      tokens: 3,
      headDim: 4,
      strides: [40, 4, 8, 1],
      contiguous: false,
    });
    // Tokens 1 to 3 of 5, 8 numbers a token: 8 to 31.
    expect(item?.perLayer?.[0]?.key).toMatchObject({ min: 8, max: 31, mean: 19.5 });
  });

  it.each(['zip-storage', 'zip-deflated'])('reads storages in torch’s zip form (%s)', (name) => {
    const [item] = reportOn(name).items;
    expect(item).toMatchObject({ dtype: 'bfloat16', layers: 1, bytes: 96 });
    expect(item?.perLayer?.[0]?.key).toMatchObject({ min: 0, max: 5.75, mean: 2.875 });
  });
});

describe('files mistaken for activation memory', () => {
  it.each([
    ['an empty file', new Uint8Array(0), /empty/],
    [
      'a Git LFS pointer',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n'),
      /LFS pointer/,
    ],
    ['an archive of torch.save', fixture('pickle/torch-save.pickle'), /zip archive/],
    ['text', new TextEncoder().encode('Placeholder'), /Not a pickle/],
  ])('%s is named', (_, bytes, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe('bad-pickle');
    expect(error.message).toMatch(message);
    expect(error.place).toEqual({ file: 'x.pickle', offset: 0 });
  });
});
