/** The extension host's side of the cube editor, in the same page, over the real Channel. */
import type { Channel, Handlers } from '../../../src/protocol/channel';
import type { Edit, Hello, HostContract, OutlineRow, ViewContract } from '../../../src/protocol/cubeEditor';
import type { FakeCube } from './fakeCube';
import { applyFakeEdit } from './fakeEdits';
import { fakeDetail, fakeGraph, fakeHello, fakeSummary } from './fakeViews';
import { pageChannel, type PageHost, type Request } from './pageChannel';

export class FakeHost implements PageHost {
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
    this.channel = pageChannel<HostContract, ViewContract>(this, this.handlers());
  }

  /** Edits that the view has sent, oldest first. */
  get edits(): readonly Edit[] {
    return this.requests.filter(({ name }) => name === 'edit').map(({ params }) => params as Edit);
  }

  changed(keys: readonly string[] = []): void {
    this.channel.emit('changed', { summary: this.hello(fakeHello(this.cube)).summary, keys });
  }

  private handlers(): Handlers<HostContract> {
    return {
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
  }

  private page(from: number, count: number) {
    const rows = this.rows.slice(from, from + count);
    return { generation: this.generation, total: this.rows.length, matches: this.matches, from, rows };
  }

  summary() {
    return fakeSummary(this.cube);
  }
}
