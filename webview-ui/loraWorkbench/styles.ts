/** The style sheets of the LoRA workbench, in the order in which they build on each other. */
import '@vscode/codicons/dist/codicon.css';
import '../shared/theme.css';
import '../shared/controls.css';
import '../shared/list.css';
import '../shared/texts.css';
import '../shared/parts.css';
import '../shared/panel.css';
import '../shared/heat/heat.css';
import './loraWorkbench.css';
import './training/training.css';
import './compare/compare.css';
