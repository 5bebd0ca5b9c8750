import * as vscode from 'vscode';
import type { ReviewPlace } from '../../protocol/reviewView';
import { PANELS } from '../ids';
import { localRoots } from '../editors/webviewHtml';
import { ReviewPanel, type ReviewServices } from './reviewPanel';
import { placeSchema } from './reviewSchemas';

/** The reviews that are open, one tab per batch. */
export class Reviews implements vscode.Disposable {
  private readonly panels = new Map<string, ReviewPanel>();

  constructor(private readonly services: ReviewServices) {}

  /** Opens the review of a batch, or shows the one that is open. */
  open(cube: vscode.Uri, batch: string): void {
    const place = { cube: cube.toString(), batch };
    const known = this.panels.get(keyOf(place));
    if (known) return known.show();
    const panel = vscode.window.createWebviewPanel(
      PANELS.review,
      vscode.l10n.t('Review'),
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: localRoots(this.services.extensionUri),
        retainContextWhenHidden: false,
      },
    );
    this.adopt(panel, place);
  }

  /** Fills a tab that was open before the window was loaded again; one that cannot be told apart is closed. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = placeSchema.safeParse(state);
    if (!kept.success || this.panels.has(keyOf(kept.data))) panel.dispose();
    else this.adopt(panel, kept.data);
  }

  private adopt(panel: vscode.WebviewPanel, place: ReviewPlace): void {
    const review = new ReviewPanel(panel, place, this.services);
    const key = keyOf(place);
    this.panels.set(key, review);
    panel.onDidDispose(() => {
      this.panels.delete(key);
      review.dispose();
    });
  }

  dispose(): void {
    for (const review of this.panels.values()) review.dispose();
    this.panels.clear();
  }
}

const keyOf = ({ cube, batch }: ReviewPlace): string => JSON.stringify([cube, batch]);
