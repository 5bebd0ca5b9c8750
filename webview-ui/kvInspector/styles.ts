/** The style sheets of the KV inspector, in the order in which they build on each other. */
import '@vscode/codicons/dist/codicon.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/list.css';
import '../shared/texts.css';
import '../shared/parts.css';
import '../shared/panel.css';
import '../shared/heat/heat.css';
import './kvInspector.css';
import './overview/overview.css';
import './tokens/tokens.css';
import './layers/layers.css';
import './ask/ask.css';
