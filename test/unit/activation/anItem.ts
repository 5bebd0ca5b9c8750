import type { KvItem } from '../../../src/engine/model/kvItem';

const hash = (digit: string): string => digit.repeat(64);

/** An item that needs no model: for what is reckoned and written about items. */
export function anItem(changes: Partial<KvItem> = {}): KvItem {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    title: 'Kettles',
    createdAt: '2026-03-01T10:00:00.000Z',
    origin: 'memories',
    template: { id: 'memories', version: 1 },
    messages: [{ role: 'system', content: 'Kettles are in the kitchen.' }],
    tokens: [1, 500, 49_151, 0, 127, 128],
    fingerprint: {
      modelHash: hash('a'),
      build: 'b1',
      device: 'cpu',
      contextSize: 2048,
      slots: 2,
      keyType: 'F16',
      valueType: 'F16',
      templateHash: hash('b'),
      adapters: [],
      tokensHash: hash('c'),
    },
    sources: [],
    check: [{ token: 7, logprob: -0.1 }],
    figures: { prefillMs: 1000, saveMs: 10, extendedFrom: 0, buildMs: 1010, restores: [] },
    stored: {
      file: 'state-0123456789abcdef.bin',
      encoding: 'plain',
      bytes: 1_000_000,
      stateBytes: 1_000_000,
      hash: hash('d'),
      stateHash: hash('d'),
    },
    hits: 0,
    savedMs: 0,
    lastUsedAt: null,
    pinned: false,
    expiresAt: null,
    ...changes,
  };
}
