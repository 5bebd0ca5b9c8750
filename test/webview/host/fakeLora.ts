/** The extension host's side of the LoRA workbench, over the real Channel: adapters that are kept in memory. */
import type { DistilReport, TrainingSet } from '../../../src/engine/model/distil';
import type { AdapterItem, AdapterRow } from '../../../src/engine/model/loraItem';
import type { Channel, Handlers } from '../../../src/protocol/channel';
import type {
  LoraDetail,
  LoraHostContract,
  LoraState,
  LoraViewContract,
} from '../../../src/protocol/loraWorkbench';
import { pageChannel, type PageHost, type Request } from './pageChannel';

const HASH = 'cd'.repeat(32);

/** An adapter, approved and made here unless told otherwise. */
export function adapterOf(id: string, part: Partial<AdapterItem> = {}): AdapterItem {
  return {
    ...{ id, title: `Adapter ${id}`, createdAt: '2026-02-01T10:00:00.000Z', origin: 'made-here' },
    base: { name: 'SmolLM2 135M', tag: 'SmolLM2@01234567', architecture: 'llama' },
    ...{
      ranks: [8],
      alpha: 16,
      targets: ['attn_k', 'attn_q'],
      layers: 2,
      parameters: 9216,
      bytes: 3_700_000,
    },
    ...{ sha256: HASH, approval: 'approved' },
    training: {
      ...{ digest: HASH, examples: 24, heldOut: 4 },
      sources: [{ key: 'm1', title: 'Tomatoes', text: 'Tomatoes are planted in May.' }],
    },
    result: { accuracy: { without: 0, with: 0.75 }, perplexityChange: 0.021 },
    ...part,
  };
}

/** A row of the list. */
export function adapterRow(item: AdapterItem, part: Partial<AdapterRow> = {}): AdapterRow {
  return { id: item.id, item, standing: 'ready', problem: null, changes: [], scale: null, ...part };
}

const SET: TrainingSet = {
  examples: [
    ...[{ id: 'e1', kind: 'question' as const, memory: 'm1', prompt: 'When are tomatoes planted?' }].map(
      (example) => ({ ...example, answer: 'In May.', origin: 'template' as const }),
    ),
  ],
  heldOut: [],
  sources: [{ key: 'm1', title: 'Tomatoes', text: 'Tomatoes are planted in May.' }],
  notes: [],
};

const REPORT: DistilReport = {
  ...{ version: 1, run: 'a', name: 'Garden', createdAt: '2026-02-01T10:00:00.000Z', memories: 1 },
  base: { file: 'SmolLM2.gguf', bytes: 98_000_000, tag: 'SmolLM2@01234567' },
  settings: { rank: 8, alpha: 16, targets: ['q_proj'], rate: 0.002, epochs: 15, batch: 4, seed: 1 },
  examples: { questions: 12, statements: 12, byModel: 0 },
  training: {
    ...{ steps: 90, seconds: 75, resumed: 0 },
    loss: [
      { step: 1, loss: 3.2 },
      { step: 45, loss: 0.9 },
      { step: 90, loss: 0.12 },
    ],
  },
  file: { bytes: 3_700_000, sha256: HASH },
  evaluation: {
    accuracy: { without: 0, with: 0.75 },
    heldOut: [
      {
        ...{ id: 'h1', memory: 'm1', question: 'In which month do the tomatoes go out?', expected: 'May' },
        without: { text: 'In June, I think.', right: false },
        with: { text: 'In May <b>.', right: true },
      },
    ],
    perplexity: { without: 20, with: 20.42, change: 0.021, tokens: 800 },
    unrelated: [{ prompt: 'Name a planet.', without: 'Mars', with: 'Venus' }],
    seconds: 12,
  },
  notes: ['One memory gave nothing to learn.'],
};

export class FakeLora implements PageHost {
  readonly requests: Request[] = [];
  /** What the view keeps through VS Code. */
  state: unknown;
  before: (request: Request) => Promise<void> | void = () => undefined;
  readonly channel: Channel<LoraHostContract, LoraViewContract>;
  mismatches: LoraDetail['mismatches'] = [];

  constructor(public lora: LoraState) {
    this.channel = pageChannel<LoraHostContract, LoraViewContract>(this, this.handlers());
  }

  /** Parameters of the requests of a name, oldest first. */
  asked(name: string): unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ params }) => params);
  }

  become(part: Partial<LoraState>): void {
    this.lora = { ...this.lora, ...part };
    this.channel.emit('changed', this.lora);
  }

  private rescale(id: string, scale: number | null): null {
    this.become({ rows: this.lora.rows.map((row) => (row.id === id ? { ...row, scale } : row)) });
    return null;
  }

  private handlers(): Handlers<LoraHostContract> {
    const row = (id: string): AdapterRow =>
      this.lora.rows.find((each) => each.id === id) ?? adapterRow(adapterOf(id));
    const answer = (text: string, scale: number | null) => ({
      ...{ adapters: scale === null ? [] : [{ id: 'a', scale }], text, complete: true },
      ...{ promptTokens: 12, answerTokens: 3, ttftMs: 40, ms: 90, choices: [] },
    });
    return {
      hello: () => ({
        ...{ language: 'en', strings: {}, cube: 'file:///demo.json', adapter: null },
        state: this.lora,
      }),
      detail: ({ id }) => ({
        ...{ row: row(id), mismatches: this.mismatches },
        ...(row(id).item?.origin === 'imported' ? { report: null, set: null } : { report: REPORT, set: SET }),
      }),
      norms: () => ({
        modules: [0, 1].flatMap((layer) =>
          ['attn_q', 'attn_k'].map((target) => ({
            ...{ module: `blk.${layer}.${target}`, target, layer, rank: 8 },
            norm: layer + (target === 'attn_q' ? 1 : 0.5),
          })),
        ),
        layers: [
          { layer: 0, norm: 1.1 },
          { layer: 1, norm: 2.5 },
        ],
        total: 2.7,
      }),
      difference: () => ({ modules: [], a: 1, b: 1, difference: 0, cosine: 1 }),
      compare: ({ prompt, b }) => ({
        ...{ prompt, a: answer('In June.', null), b: answer('In May.', b[0]?.scale ?? null), parts: 1 },
        logprob: { a: -0.8, b: -0.1, difference: 0.7 },
      }),
      attach: ({ id, scale }) => this.rescale(id, scale),
      detach: ({ id }) => this.rescale(id, null),
      decide: ({ id, approval }) => {
        const rows = this.lora.rows.map((each) =>
          each.id === id && each.item ? { ...each, item: { ...each.item, approval } } : each,
        );
        this.become({ rows });
        return null;
      },
      undo: () => null,
      remove: () => null,
      importAdapter: () => null,
      distil: () => null,
      resume: () => null,
      stop: () => null,
      discard: () => null,
      diff: () => null,
      reveal: () => null,
      chooseModel: () => null,
    };
  }
}
