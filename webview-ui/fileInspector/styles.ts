/** The style sheets of the file inspector, in the order in which they build on each other. */
import '@vscode/codicons/dist/codicon.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/parts.css';
import './fileInspector.css';
