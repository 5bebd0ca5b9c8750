import * as vscode from 'vscode';
import { SCHEMES } from '../ids';
import { lossDocument, type CopyMade } from './lossDocument';

/** So many reports are kept for documents that are still open. */
const KEPT = 20;

/** The reports of copies made in this window, as read-only documents. */
export class LossReports implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private made = 0;

  /** Shows a report in the preview of Markdown. */
  async show(copy: CopyMade): Promise<void> {
    const name = copy.name.replace(/[\\/]/g, '·');
    const path = `/${vscode.l10n.t('Copy of {0}', name)}.md`;
    const uri = vscode.Uri.from({ scheme: SCHEMES.copyReport, path, query: String(++this.made) });
    this.texts.set(uri.query, lossDocument(copy));
    const [oldest] = this.texts.keys();
    if (this.texts.size > KEPT && oldest !== undefined) this.texts.delete(oldest);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.texts.get(uri.query) ??
      vscode.l10n.t('This report is no longer there. Copy again to get a new one.')
    );
  }
}
