/** The extension host's side of the preview of topics, over the real Channel: a plan that is made real in memory. */
import type { Channel, Handlers } from '../../../src/protocol/channel';
import type { TopicsHostContract, TopicsState, TopicsViewContract } from '../../../src/protocol/topicsView';
import { pageChannel, type PageHost, type Request } from './pageChannel';

export class FakeTopics implements PageHost {
  readonly requests: Request[] = [];
  /** What the view keeps through VS Code. */
  state: unknown;
  before: (request: Request) => Promise<void> | void = () => undefined;
  readonly channel: Channel<TopicsHostContract, TopicsViewContract>;

  constructor(public plan: TopicsState) {
    this.channel = pageChannel<TopicsHostContract, TopicsViewContract>(this, this.handlers());
  }

  /** Parameters of the requests of a name, oldest first. */
  asked(name: string): unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ params }) => params);
  }

  private become(part: Partial<TopicsState>): TopicsState {
    this.plan = { ...this.plan, ...part };
    return this.plan;
  }

  private handlers(): Handlers<TopicsHostContract> {
    return {
      hello: () => ({
        language: 'en',
        strings: {},
        cube: 'file:///demo/textual_memory.json',
        state: this.plan,
      }),
      plan: () => this.become({ stale: false, applied: false }),
      apply: () => this.become({ applied: true }),
      undo: () => this.become({ applied: false }),
      reveal: () => null,
      cancel: () => null,
    };
  }
}
