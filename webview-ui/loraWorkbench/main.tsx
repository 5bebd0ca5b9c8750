import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { LoraHostContract, LoraViewContract } from '../../src/protocol/loraWorkbench';
import { hostTransport } from '../shared/transport';
import { LoraApp } from './LoraApp';

const root = document.getElementById('root');
if (root) {
  const channel = new Channel<LoraViewContract, LoraHostContract>(hostTransport(), {});
  createRoot(root).render(<LoraApp channel={channel} />);
}
