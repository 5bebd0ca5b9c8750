/** The style sheets of the preview of topics, in the order in which they build on each other. */
import '@vscode/codicons/dist/codicon.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/list.css';
import './topics.css';
