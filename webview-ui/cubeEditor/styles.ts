/** The style sheets of the cube editor, in the order in which they build on each other. */
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
