/** The style sheets of the review view, in the order in which they build on each other. */
import '@vscode/codicons/dist/codicon.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/list.css';
import '../shared/texts.css';
import '../shared/dialog.css';
import './review.css';
import './list.css';
import './detail.css';
