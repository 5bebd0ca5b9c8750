import * as vscode from 'vscode';
import { z } from 'zod';
import type { Logger } from '../../engine/base/context';
import { StudioError } from '../../engine/base/errors';
import { inspectMemoryFile, type InspectedFile } from '../../engine/cube/inspect/inspectMemoryFile';
import { Channel } from '../../protocol/channel';
import type {
  InspectorHello,
  InspectorHostContract,
  InspectorViewContract,
} from '../../protocol/fileInspector';
import { engineText, errorText } from '../host/engineText';
import { viewStrings } from '../host/viewStrings';
import { localRoots, webviewHtml } from './webviewHtml';
import { webviewTransport } from './webviewTransport';

/** What the view sends is checked before anything acts on it. */
const copySchema = z.object({ text: z.string().max(16 * 1024 * 1024) });

/** The read-only editor for activation and parametric memory files; nothing in them is ever executed. */
export class FileInspectorProvider implements vscode.CustomReadonlyEditorProvider {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: Logger,
  ) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: localRoots(this.extensionUri) };
    const channel = new Channel<InspectorHostContract, InspectorViewContract>(webviewTransport(webview), {
      hello: () => this.hello(uri),
      copy: async (params) => {
        const request = copySchema.safeParse(params);
        if (!request.success) throw new StudioError('protocol', 'The view sent a malformed "copy" request.');
        await vscode.env.clipboard.writeText(request.data.text);
        return null;
      },
    });
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*'),
    );
    watcher.onDidChange((changed) => changed.fsPath === uri.fsPath && channel.emit('changed', null));
    panel.onDidDispose(() => {
      channel.dispose();
      watcher.dispose();
    });
    const title = uri.path.split('/').pop() ?? '';
    webview.html = webviewHtml(webview, this.extensionUri, { name: 'fileInspector', title });
  }

  private async hello(uri: vscode.Uri): Promise<InspectorHello> {
    const title = uri.path.split('/').pop() ?? '';
    const { size } = await vscode.workspace.fs.stat(uri);
    const common = { title, bytes: size, language: vscode.env.language, strings: viewStrings() };
    try {
      const inspected: InspectedFile = await inspectMemoryFile(uri.fsPath, { statistics: true });
      return { ...common, ...inspected };
    } catch (error) {
      this.log.error(error, `inspecting ${uri.fsPath}`);
      const known = error instanceof StudioError ? error : undefined;
      const remedy = known?.remedy === undefined ? undefined : engineText(known.remedy);
      const refused = { message: errorText(error, false), remedy };
      return { ...common, kind: 'refused', refused };
    }
  }
}
