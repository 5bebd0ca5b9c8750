import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { TopicsHostContract, TopicsViewContract } from '../../src/protocol/topicsView';
import { hostTransport } from '../shared/transport';
import { TopicsApp } from './TopicsApp';

const root = document.getElementById('root');
if (root) {
  const channel = new Channel<TopicsViewContract, TopicsHostContract>(hostTransport(), {});
  createRoot(root).render(<TopicsApp channel={channel} />);
}
