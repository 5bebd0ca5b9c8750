/** The extension host's end of a Channel whose other end is a view in the same page. */
import { Channel } from '../../../src/protocol/channel';
import type { Contract, Envelope, Handlers } from '../../../src/protocol/channel';
import { replaceVsCodeApi } from '../../../webview-ui/shared/vscodeApi';

/** A request of the view. */
export interface Request {
  readonly name: string;
  readonly params: unknown;
}

/** What a fake host keeps while a view talks to it. */
export interface PageHost {
  readonly requests: Request[];
  /** What the view keeps through VS Code. */
  state: unknown;
  /** Called before each answer; a promise holds the answer back, an error refuses. */
  before: (request: Request) => Promise<void> | void;
}

/** Messages go through the page as they go through VS Code: copied, and not at once. */
export function pageChannel<In extends Contract, Out extends Contract>(
  host: PageHost,
  handlers: Handlers<In>,
): Channel<In, Out> {
  const listeners = new Set<(message: unknown) => void>();
  replaceVsCodeApi({
    postMessage: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => listeners.forEach((listener) => listener(copy)));
    },
    getState: () => host.state,
    // It gives the state back, as VS Code does.
    setState: (state) => (host.state = structuredClone(state)),
  });
  const post = (message: Envelope): void => {
    window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }));
  };
  const listen = (listener: (message: unknown) => void): { dispose: () => void } => {
    listeners.add(listener);
    return { dispose: () => void listeners.delete(listener) };
  };
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (params: unknown, signal: AbortSignal) => {
      host.requests.push({ name, params });
      await host.before({ name, params });
      return (handler as (params: unknown, signal: AbortSignal) => unknown)(params, signal);
    },
  ]);
  return new Channel<In, Out>({ post, listen }, Object.fromEntries(wrapped) as Handlers<In>);
}
