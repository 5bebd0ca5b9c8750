import type { FrameLocator, Page } from 'playwright-core';

/** Which webview: an editor's or a view's, whose, and by position among the visible ones. */
export interface WebviewChoice {
  /** `editor` for a tab of the editor area (default), `view` for a side bar or panel. */
  readonly kind?: 'editor' | 'view';
  readonly extension?: string;
  readonly nth?: number;
}

/**
 * The document inside a visible webview. VS Code nests it two deep: an outer frame of its own origin, and in it
 * `#active-frame`, which holds the extension's HTML. The outer frame names its owner, and a view its purpose, in the URL.
 */
export async function webviewFrame(page: Page, choice: WebviewChoice = {}): Promise<FrameLocator> {
  const { kind = 'editor', extension = 'memcube-studio.memcube-studio', nth = 0 } = choice;
  const parts = [
    'iframe.webview.ready',
    `[src*="extensionId=${extension}" i]`,
    kind === 'view' ? '[src*="purpose=webviewView"]' : ':not([src*="purpose=webviewView"])',
    ':visible',
  ];
  const outer = page.locator(parts.join('')).nth(nth);
  await outer.waitFor({ timeout: 60_000 });
  const inner = outer.contentFrame().locator('#active-frame');
  await inner.waitFor({ timeout: 60_000 });
  return inner.contentFrame();
}
