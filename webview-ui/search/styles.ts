/** The style sheets of the search view, in the order in which they build on each other. */
import '@vscode/codicons/dist/codicon.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/list.css';
import '../shared/menu.css';
import './search.css';
import './tuning.css';
import './results.css';
import './detail.css';
