import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { KvHostContract, KvViewContract } from '../../src/protocol/kvInspector';
import { hostTransport } from '../shared/transport';
import { KvApp } from './KvApp';

const root = document.getElementById('root');
if (root) {
  const channel = new Channel<KvViewContract, KvHostContract>(hostTransport(), {});
  createRoot(root).render(<KvApp channel={channel} />);
}
