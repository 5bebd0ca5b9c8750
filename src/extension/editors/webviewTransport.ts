import type * as vscode from 'vscode';
import type { Envelope, Transport } from '../../protocol/channel';

/** Messages to and from a webview. */
export function webviewTransport(webview: vscode.Webview): Transport {
  return {
    post: (message: Envelope) => void webview.postMessage(message),
    listen: (listener) => webview.onDidReceiveMessage(listener),
  };
}
