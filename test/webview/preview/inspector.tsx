/** The file inspector with a report in the page, to look at it without VS Code. */
import '../../../webview-ui/fileInspector/styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../../src/protocol/channel';
import type { Envelope } from '../../../src/protocol/channel';
import type {
  InspectorHello,
  InspectorHostContract,
  InspectorViewContract,
} from '../../../src/protocol/fileInspector';
import { InspectorApp } from '../../../webview-ui/fileInspector/InspectorApp';

declare const PREVIEW_REPORT: InspectorHello;

const toHost = new Set<(message: unknown) => void>();
const toView = new Set<(message: unknown) => void>();
const end = (from: typeof toHost, to: typeof toHost) => ({
  post: (message: Envelope) =>
    queueMicrotask(() => to.forEach((listener) => listener(structuredClone(message)))),
  listen: (listener: (message: unknown) => void) => (
    from.add(listener),
    { dispose: () => void from.delete(listener) }
  ),
});
new Channel<InspectorHostContract, InspectorViewContract>(end(toHost, toView), {
  hello: () => PREVIEW_REPORT,
  copy: () => null,
});
const channel = new Channel<InspectorViewContract, InspectorHostContract>(end(toView, toHost), {});
const root = document.getElementById('root');
if (root) createRoot(root).render(<InspectorApp channel={channel} />);
