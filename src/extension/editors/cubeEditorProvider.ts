import * as vscode from 'vscode';
import { writeAtomically } from '../../engine/cube/files/writeAtomically';
import type { CubeHub, CubeLease } from '../cubes/cubeHub';
import { showError, signalOf } from '../host/boundary';
import { OpenCube } from '../cubes/openCube';
import { cubeId } from '../cubes/cubeId';
import { errorText } from '../host/engineText';
import { COMMANDS, CONTEXTS, EDITORS } from '../ids';
import type { DocumentChange } from '../lazyProviders';
import { CubeDocument } from './cubeDocument';
import { CubePanel, type PanelServices } from './cubePanel';
import { saveWithConflicts } from './saveConflicts';
import { localRoots } from './webviewHtml';

/** The custom editor for text memories. */
export class CubeEditorProvider {
  private readonly panels = new Set<CubePanel>();
  /** Memories to show as soon as their cube's editor is there. */
  private readonly pendingReveals = new Map<string, string>();

  constructor(
    private readonly hub: CubeHub,
    private readonly changes: vscode.EventEmitter<DocumentChange>,
    private readonly services: PanelServices,
  ) {}

  /** The panel the person looks at. */
  get active(): CubePanel | undefined {
    return [...this.panels].find((panel) => panel.active);
  }

  /** Opens the editor of a cube and shows a memory in it; without `focus` the keyboard stays where it is. */
  async reveal(uri: vscode.Uri, key: string, focus = true): Promise<void> {
    const panel = [...this.panels].find((p) => cubeId(p.document.uri) === cubeId(uri));
    if (panel) panel.reveal(key, focus);
    else this.pendingReveals.set(cubeId(uri), key);
    if (panel && !focus) return;
    const options = focus ? undefined : { preserveFocus: true };
    await vscode.commands.executeCommand('vscode.openWith', uri, EDITORS.cube, options);
  }

  async openCustomDocument(uri: vscode.Uri): Promise<CubeDocument> {
    const lease = await this.acquire(uri);
    const document = new CubeDocument(uri, lease);
    document.onDidEdit((event) => this.changes.fire(event));
    if (lease.cube.dirty) setTimeout(() => this.announceRecovered(document), 0);
    return document;
  }

  /** Opens the cube; where it cannot be, a notification and the Problems panel name the place. */
  private async acquire(uri: vscode.Uri): Promise<CubeLease> {
    try {
      const lease = await this.hub.acquire(uri);
      const { cube } = lease;
      if (cube instanceof OpenCube) void this.services.problems.check(cube.session.cube.folder, cube);
      return lease;
    } catch (error) {
      void showError(error, uri);
      if (uri.scheme === 'file') void this.services.problems.check(uri.fsPath);
      throw new Error(errorText(error), { cause: error });
    }
  }

  private announceRecovered(document: CubeDocument): void {
    this.changes.fire({ document });
    const recovered = document.cube instanceof OpenCube ? document.cube.session.recovered : undefined;
    if (!recovered) return;
    const rejected =
      recovered.rejected > 0
        ? ` ${vscode.l10n.t('{0} did not fit any more and were set aside in .memcube/drafts.', recovered.rejected)}`
        : '';
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0}: {1} unsaved changes of an earlier session were recovered.',
        document.cube.name,
        recovered.changes,
      ) + rejected,
    );
  }

  resolveCustomEditor(document: CubeDocument, webviewPanel: vscode.WebviewPanel): void {
    webviewPanel.webview.options = {
      enableScripts: true,
      localResourceRoots: localRoots(this.services.extensionUri),
    };
    const reveal = this.pendingReveals.get(cubeId(document.uri));
    this.pendingReveals.delete(cubeId(document.uri));
    const panel = new CubePanel(document, webviewPanel, this.services, reveal);
    this.panels.add(panel);
    webviewPanel.onDidChangeViewState(() => this.updateContext());
    webviewPanel.onDidDispose(() => {
      this.panels.delete(panel);
      panel.dispose();
      this.updateContext();
    });
    this.updateContext();
  }

  private updateContext(): void {
    const active = this.active;
    void vscode.commands.executeCommand('setContext', CONTEXTS.editorActive, active !== undefined);
    void vscode.commands.executeCommand(
      'setContext',
      CONTEXTS.editorReadOnly,
      active?.document.cube.readOnly ?? false,
    );
    this.services.onActiveChanged(active?.document.cube);
  }

  async saveCustomDocument(document: CubeDocument, token: vscode.CancellationToken): Promise<void> {
    if (document.cube instanceof OpenCube) await saveWithConflicts(document.cube, signalOf(token));
  }

  async saveCustomDocumentAs(document: CubeDocument, destination: vscode.Uri): Promise<void> {
    const { cube } = document;
    if (!(cube instanceof OpenCube)) {
      throw new Error(vscode.l10n.t('A cube in a store is copied with “Copy MemCube To…”.'));
    }
    await writeAtomically(destination.fsPath, cube.session.memory.pieces(), {});
    this.services.log.info(`wrote ${destination.fsPath}; ${COMMANDS.saveCubeAs} writes the whole cube`);
  }

  async revertCustomDocument(document: CubeDocument): Promise<void> {
    if (document.cube instanceof OpenCube) await document.cube.session.revert();
  }

  /** The draft in `.memcube/` is the backup: it is always there. */
  async backupCustomDocument(
    document: CubeDocument,
    context: vscode.CustomDocumentBackupContext,
  ): Promise<vscode.CustomDocumentBackup> {
    await vscode.workspace.fs.writeFile(context.destination, Buffer.from(cubeId(document.uri)));
    return {
      id: context.destination.toString(),
      delete: () => void vscode.workspace.fs.delete(context.destination).then(undefined, () => undefined),
    };
  }
}
