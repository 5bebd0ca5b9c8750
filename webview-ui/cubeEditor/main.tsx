import '@vscode/codicons/dist/codicon.css';
import '@xyflow/react/dist/base.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/menu.css';
import '../shared/dialog.css';
import './editor.css';
import './topBar/topBar.css';
import './outline/outline.css';
import './graph/graph.css';
import './inspector/inspector.css';
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
