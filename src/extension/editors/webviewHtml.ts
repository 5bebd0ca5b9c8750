import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a view's page needs: its app's folder under `dist/webview` and its workers. */
export interface WebviewApp {
  readonly name: string;
  readonly title: string;
  readonly workers?: readonly string[];
}

/** Folders that a view may read. */
export function localRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')];
}

/**
 * The page of a view. Nothing is allowed by default: scripts only with this page's nonce, styles, fonts
 * and worker sources only from the extension, no connection elsewhere, no inline handlers.
 */
export function webviewHtml(webview: vscode.Webview, extensionUri: vscode.Uri, app: WebviewApp): string {
  const uri = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', app.name, file)).toString();
  const nonce = randomBytes(24).toString('base64url');
  const own = webview.cspSource;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${own} 'nonce-${nonce}'`,
    `font-src ${own}`,
    `img-src ${own} data:`,
    `connect-src ${own}`,
    `worker-src blob:`,
  ].join('; ');
  const workers = Object.fromEntries((app.workers ?? []).map((name) => [name, uri(`${name}.worker.js`)]));
  const assets = JSON.stringify({ workers }).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" nonce="${nonce}">
<title>${escapeHtml(app.title)}</title>
<link rel="stylesheet" href="${uri('main.css')}" id="vscode-codicon-stylesheet">
<script type="application/json" id="assets" nonce="${nonce}">${assets}</script>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${uri('main.js')}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
