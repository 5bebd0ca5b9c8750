import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { SearchHostContract, SearchViewContract } from '../../src/protocol/searchView';
import { hostTransport } from '../shared/transport';
import { keepTypingUndo } from '../shared/undoKeys';
import { SearchApp } from './SearchApp';

const root = document.getElementById('root');
if (root) {
  keepTypingUndo();
  const channel = new Channel<SearchViewContract, SearchHostContract>(hostTransport(), {});
  createRoot(root).render(<SearchApp channel={channel} />);
}
