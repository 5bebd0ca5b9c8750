import './styles';
import { createRoot } from 'react-dom/client';
import { Channel } from '../../src/protocol/channel';
import type { InspectorHostContract, InspectorViewContract } from '../../src/protocol/fileInspector';
import { hostTransport } from '../shared/transport';
import { InspectorApp } from './InspectorApp';

const root = document.getElementById('root');
if (root) {
  const channel = new Channel<InspectorViewContract, InspectorHostContract>(hostTransport(), {});
  createRoot(root).render(<InspectorApp channel={channel} />);
}
