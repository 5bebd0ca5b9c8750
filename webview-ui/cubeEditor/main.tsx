import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { HostContract, ViewContract } from '../../src/protocol/cubeEditor';
import { hostTransport } from '../shared/transport';
import { keepTypingUndo } from '../shared/undoKeys';
import { App } from './App';

const root = document.getElementById('root');
if (root) {
  keepTypingUndo();
  createRoot(root).render(<App channel={new Channel<ViewContract, HostContract>(hostTransport(), {})} />);
}
