/** The cube editor with a cube in the page, to look at it without VS Code. */
import '../../../webview-ui/cubeEditor/styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../../src/protocol/channel';
import type { HostContract, ViewContract } from '../../../src/protocol/cubeEditor';
import demo from '../../../media/demo/aurora-home/textual_memory.json';
import { App } from '../../../webview-ui/cubeEditor/App';
import { hostTransport } from '../../../webview-ui/shared/transport';
import { FakeCube } from '../host/fakeCube';
import type { FakeRecord } from '../host/fakeCube';
import { FakeHost } from '../host/fakeHost';
import { manyMemories } from './manyMemories';

const options = new URLSearchParams(location.search);
const size = Number(options.get('size') ?? 0);
const file = size > 0 ? manyMemories(size) : (demo as unknown as { nodes: FakeRecord[]; edges: [] });
const host = new FakeHost(new FakeCube(file));
const state = options.get('state');
if (state) host.state = { schema: 1, navigation: JSON.parse(state) as unknown };
Object.assign(window, { host });
const root = document.getElementById('root');
if (root)
  createRoot(root).render(<App channel={new Channel<ViewContract, HostContract>(hostTransport(), {})} />);
