/** The search view on the demo cube, to look at it without VS Code. */
import '../../../webview-ui/search/styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../../src/protocol/channel';
import type { SearchHostContract, SearchViewContract } from '../../../src/protocol/searchView';
import demo from '../../../media/demo/aurora-home/textual_memory.json';
import { SearchApp } from '../../../webview-ui/search/SearchApp';
import { hostTransport } from '../../../webview-ui/shared/transport';
import { FakeCube } from '../host/fakeCube';
import { FakeSearch } from '../host/fakeSearch';

const options = new URLSearchParams(location.search);
const host = new FakeSearch(new FakeCube(demo));
const state = options.get('state');
if (state) host.state = JSON.parse(state) as unknown;
host.picked = options.get('pick');
Object.assign(window, { host });
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <SearchApp channel={new Channel<SearchViewContract, SearchHostContract>(hostTransport(), {})} />,
  );
