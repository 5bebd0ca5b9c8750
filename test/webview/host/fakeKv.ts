/** The extension host's side of the KV inspector, over the real Channel: items that are kept in memory. */
import type { KvItem, KvRow } from '../../../src/engine/model/kvItem';
import type { Channel, Handlers } from '../../../src/protocol/channel';
import type {
  KvAsk,
  KvDetail,
  KvHostContract,
  KvNumbers,
  KvState,
  KvTokens,
  KvViewContract,
} from '../../../src/protocol/kvInspector';
import { pageChannel, type PageHost, type Request } from './pageChannel';

const HASH = 'ab'.repeat(32);

/** A row of a list, ready and on the disk unless told otherwise. */
export function rowOf(id: string, part: Partial<KvRow> = {}): KvRow {
  return {
    ...{
      id,
      title: `Item ${id}`,
      origin: 'memories',
      createdAt: '2026-02-01T10:00:00.000Z',
      lastUsedAt: null,
    },
    ...{ expiresAt: null, pinned: false, tier: 'disk', slot: null, standing: 'ready', reason: '' },
    ...{ changes: [], differs: [], tokens: 583, bytes: 13_000_000, stateBytes: 13_000_000 },
    ...{ hits: 0, savedMs: 0, prefillMs: 2400, restoreMs: null },
    ...part,
  };
}

/** The rest of an item. */
export function itemOf(row: KvRow, part: Partial<KvItem> = {}): NonNullable<KvDetail['item']> {
  const { id, title, createdAt, origin, hits, savedMs, lastUsedAt, pinned, expiresAt, bytes } = row;
  return {
    ...{ id, title, createdAt, origin, hits, savedMs, lastUsedAt, pinned, expiresAt },
    template: { id: 'memories', version: 1 },
    messages: [{ role: 'system', content: 'Tomatoes are planted in May.' }],
    fingerprint: {
      ...{ modelHash: HASH, build: 'llama.cpp b7000', device: 'cpu', contextSize: 8192, slots: 3 },
      ...{ keyType: 'F16', valueType: 'F16', templateHash: HASH, adapters: [], tokensHash: HASH },
    },
    sources: [{ key: 'm1', title: 'Tomatoes', text: 'Tomatoes are planted in May.' }],
    figures: { prefillMs: 2400, saveMs: 20, extendedFrom: 0, buildMs: 2400, restores: [] },
    stored: {
      ...{ file: 'state-0000000000000000.bin', encoding: 'plain', bytes, stateBytes: bytes },
      ...{ hash: HASH, stateHash: HASH },
    },
    ...part,
  };
}

/** The text of the fake items, token by token. */
export const TOKENS: KvTokens = {
  ids: [1, 2, 30, 31, 32, 2, 40, 41],
  pieces: ['<s>', '\n', 'Tom', 'atoes', ' in May', '\n', 'Zoe <img src=x onerror=alert(1)>', '.'],
  owners: [-1, -1, 0, 0, 0, -1, 1, 1],
  sources: [
    { key: 'm1', title: 'Tomatoes' },
    { key: 'm2', title: 'Zoe' },
  ],
};

const statistics = (std: number) => ({ min: -1, max: 1, mean: 0, std, absMax: 1, nan: 0, infinite: 0 });

/** Two layers of two portions. */
export const NUMBERS: KvNumbers = {
  report: {
    ...{ version: 3, fileBytes: 13_000_000, tokens: 583 },
    caches: [
      {
        ...{ streams: 3, cells: 583, firstPosition: 0, lastPosition: 582, transposed: false },
        layers: [0, 1].map((layer) => ({
          ...{ layer, keyType: 'F16', keyWidth: 192, valueType: 'F16', valueWidth: 192, bytes: 6_000_000 },
        })),
      },
    ],
  },
  map: {
    buckets: [0, 292],
    layers: [0, 1].map((layer) => ({
      ...{ cache: 0, layer, key: statistics(layer + 1), value: statistics(layer + 2) },
      ...{ keyNorms: [10 + layer, 20 + layer], valueNorms: [1, null] },
    })),
  },
};

export class FakeKv implements PageHost {
  readonly requests: Request[] = [];
  /** What the view keeps through VS Code. */
  state: unknown;
  before: (request: Request) => Promise<void> | void = () => undefined;
  readonly channel: Channel<KvHostContract, KvViewContract>;
  keeps = 0;
  /** The fingerprint of the model in use. */
  current: KvDetail['current'] = null;
  private readonly asks: KvAsk[] = [];

  constructor(public kv: KvState) {
    this.channel = pageChannel<KvHostContract, KvViewContract>(this, this.handlers());
  }

  /** Parameters of the requests of a name, oldest first. */
  asked(name: string): unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ params }) => params);
  }

  become(part: Partial<KvState>): void {
    this.kv = { ...this.kv, ...part };
    this.channel.emit('changed', this.kv);
  }

  private answer(question: string, cold: boolean): KvAsk {
    const reused = cold ? 0 : 583;
    const ask: KvAsk = {
      ...{ id: String(this.asks.length), question, answer: 'In May.', at: '2026-02-02T10:00:00.000Z', cold },
      ...{ stopped: false, promptTokens: 600, reusedTokens: reused, answerTokens: 4 },
      ...{ ttftMs: cold ? 2500 : 50, totalMs: cold ? 2600 : 150, outcome: null },
      sentence: cold ? 'Everything was computed.' : '583 of 600 tokens were brought back.',
    };
    this.asks.push(ask);
    return ask;
  }

  private handlers(): Handlers<KvHostContract> {
    const row = (id: string): KvRow => this.kv.rows.find((each) => each.id === id) ?? rowOf(id);
    return {
      hello: () => ({ language: 'en', strings: {}, cube: 'file:///demo.json', item: null, state: this.kv }),
      detail: ({ id }) => ({
        row: row(id),
        item: itemOf(row(id)),
        current: this.current,
        keeps: this.keeps,
        asks: this.asks,
      }),
      tokens: () => TOKENS,
      numbers: () => NUMBERS,
      ask: ({ question, cold, stream }) => {
        this.channel.emit('text', { stream, text: 'In ' });
        this.channel.emit('text', { stream, text: 'May.' });
        return this.answer(question, cold);
      },
      pin: ({ id, pinned }) => {
        this.become({ rows: this.kv.rows.map((each) => (each.id === id ? { ...each, pinned } : each)) });
        return null;
      },
      stop: () => null,
      rebuild: () => null,
      cancel: () => null,
      wake: () => null,
      remove: () => null,
      diff: () => null,
      reveal: () => null,
      build: () => null,
      chooseModel: () => null,
    };
  }
}
