/** The page around the bundled view: what VS Code gives to a webview, reduced to what a picture needs. */

/** Colours of a light theme; the view names no other source of colour. */
const COLOURS: Readonly<Record<string, string>> = {
  'editor-background': '#ffffff',
  'editor-foreground': '#3b3b3b',
  foreground: '#3b3b3b',
  descriptionForeground: '#717171',
  'panel-border': '#e5e5e5',
  focusBorder: '#005fb8',
  'editorWidget-background': '#f8f8f8',
  'widget-border': '#e5e5e5',
  'charts-blue': '#1a85ff',
  'charts-green': '#388a34',
  'charts-orange': '#d18616',
  'charts-purple': '#652d90',
  'charts-red': '#e51400',
  'charts-yellow': '#bf8803',
  'font-family': 'sans-serif',
  'font-size': '13px',
};

/** Where the browser believes to find the page; nothing leaves the machine. */
export const ORIGIN = 'http://bench.localhost';

/** The name of the function through which the page's messages reach us. */
export const POST = 'benchPost';

/** The page with the view in it, in the arrangement that shows the graph only on a click. */
export function pageHtml(): string {
  const variables = Object.entries(COLOURS).map(([name, value]) => `--vscode-${name}:${value}`);
  const state = { schema: 1, navigation: { layout: 'outline' } };
  const assets = { workers: { layout: `${ORIGIN}/layout.worker.js` } };
  return `<!DOCTYPE html>
<html lang="en" style="${variables.join(';')}">
<head><meta charset="utf-8"><title>bench</title>
<link rel="stylesheet" href="${ORIGIN}/main.css" id="vscode-codicon-stylesheet">
<script type="application/json" id="assets">${JSON.stringify(assets)}</script>
<script>
let state = ${JSON.stringify(state)};
globalThis.acquireVsCodeApi = () => ({
  postMessage: async (message) => {
    const reply = await globalThis.${POST}(message);
    if (reply) window.postMessage(reply);
  },
  getState: () => state,
  setState: (value) => { state = value; },
});
</script></head>
<body class="vscode-light"><div id="root"></div><script src="${ORIGIN}/main.js"></script></body>
</html>`;
}
