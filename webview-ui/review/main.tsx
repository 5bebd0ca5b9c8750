import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { ReviewHostContract, ReviewViewContract } from '../../src/protocol/reviewView';
import { hostTransport } from '../shared/transport';
import { keepTypingUndo } from '../shared/undoKeys';
import { ReviewApp } from './ReviewApp';

const root = document.getElementById('root');
if (root) {
  keepTypingUndo();
  const channel = new Channel<ReviewViewContract, ReviewHostContract>(hostTransport(), {});
  createRoot(root).render(<ReviewApp channel={channel} />);
}
