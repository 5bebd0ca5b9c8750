import type { Envelope, Transport } from '../../src/protocol/channel';
import { vscodeApi } from './vscodeApi';

/** Messages between this page and the extension host. */
export function hostTransport(): Transport {
  return {
    post: (message: Envelope) => vscodeApi().postMessage(message),
    listen: (listener) => {
      const onMessage = (event: MessageEvent<unknown>): void => listener(event.data);
      window.addEventListener('message', onMessage);
      return { dispose: () => window.removeEventListener('message', onMessage) };
    },
  };
}
