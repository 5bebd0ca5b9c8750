/** The extension host's side of the cube editor, in the same page, over the real Channel. */
import { Channel } from '../../../src/protocol/channel';
import type { Envelope, Handlers } from '../../../src/protocol/channel';
import type { Edit, Hello, HostContract, OutlineRow, ViewContract } from '../../../src/protocol/cubeEditor';
import { replaceVsCodeApi } from '../../../webview-ui/shared/vscodeApi';
import type { FakeCube } from './fakeCube';
import { applyFakeEdit } from './fakeEdits';
import { fakeDetail, fakeGraph, fakeHello, fakeSummary } from './fakeViews';

type Request = { readonly name: string; readonly params: unknown };

export class FakeHost {
  readonly requests: Request[] = [];
  /** What the view keeps through VS Code. */
  state: unknown;
  /** What the next questions are answered with. */
  answers: (string | null)[] = [];
  /** Changes the greeting, for instance to read-only. */
  hello: (hello: Hello) => Hello = (hello) => hello;
  /** Called before each answer; a promise holds the answer back, an error refuses. */
  before: (request: Request) => Promise<void> | void = () => undefined;
  readonly channel: Channel<HostContract, ViewContract>;
  private generation = 0;
  private rows: readonly OutlineRow[] = [];
  private matches = 0;

  constructor(readonly cube: FakeCube) {
    const listeners = new Set<(message: unknown) => void>();
    replaceVsCodeApi({
      postMessage: (message) => {
        const copy = structuredClone(message);
        queueMicrotask(() => listeners.forEach((listener) => listener(copy)));
      },
      getState: () => this.state,
      setState: (state) => void (this.state = structuredClone(state)),
    });
    const post = (message: Envelope): void => {
      window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }));
    };
    const listen = (listener: (message: unknown) => void): { dispose: () => void } => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    };
    this.channel = new Channel<HostContract, ViewContract>({ post, listen }, this.handlers());
  }

  /** Edits that the view has sent, oldest first. */
  get edits(): readonly Edit[] {
    return this.requests.filter(({ name }) => name === 'edit').map(({ params }) => params as Edit);
  }

  changed(keys: readonly string[] = []): void {
    this.channel.emit('changed', { summary: this.hello(fakeHello(this.cube)).summary, keys });
  }

  private handlers(): Handlers<HostContract> {
    const plain: Handlers<HostContract> = {
      hello: () => this.hello(fakeHello(this.cube)),
      outline: (query) => {
        this.rows = this.cube.outline(query);
        this.matches = this.rows.filter(({ matches }) => matches).length;
        this.generation++;
        return this.page(0, query.count);
      },
      rows: ({ from, count }) => this.page(from, count),
      locate: ({ key }) => {
        const ancestors: string[] = [];
        for (let up = this.cube.parent(key); up !== undefined; up = this.cube.parent(up))
          ancestors.unshift(up);
        return { index: this.rows.findIndex((row) => row.key === key), ancestors };
      },
      detail: ({ key }) => fakeDetail(this.cube, key),
      edit: (edit) => {
        const keys = applyFakeEdit(this.cube, edit);
        this.changed(keys);
        return { keys };
      },
      graph: (query) => fakeGraph(this.cube, query),
      positions: () => null,
      history: ({ key }) => [
        {
          id: `${key}-2`,
          at: Date.parse('2026-11-22T17:40:00Z'),
          actor: 'user',
          reason: 'Edit the text',
          saved: false,
          what: ['memory'],
        },
        {
          id: `${key}-1`,
          at: Date.parse('2026-11-02T09:10:00Z'),
          actor: 'import',
          reason: '',
          saved: true,
          what: ['memory', 'tags'],
        },
      ],
      diff: () => null,
      restore: () => null,
      open: () => null,
      confirm: () => this.answers.shift() ?? null,
    };
    const wrapped = Object.entries(plain).map(([name, handler]) => [
      name,
      async (params: unknown, signal: AbortSignal) => {
        this.requests.push({ name, params });
        await this.before({ name, params });
        return (handler as (params: unknown, signal: AbortSignal) => unknown)(params, signal);
      },
    ]);
    return Object.fromEntries(wrapped) as Handlers<HostContract>;
  }

  private page(from: number, count: number) {
    const rows = this.rows.slice(from, from + count);
    return { generation: this.generation, total: this.rows.length, matches: this.matches, from, rows };
  }

  summary() {
    return fakeSummary(this.cube);
  }
}
