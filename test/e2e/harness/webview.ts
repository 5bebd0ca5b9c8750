import type { FrameLocator, Page } from 'playwright-core';

/** Which webview: by the extension that owns it, by what it is, and by position among the visible ones. */
export interface WebviewChoice {
  /** `customEditor` for editors, `webviewView` for views in a side bar or panel. */
  readonly purpose?: 'customEditor' | 'webviewView' | 'notebookRenderer';
  readonly extension?: string;
  readonly nth?: number;
}

/**
 * The document inside a visible webview. VS Code nests it two deep: an outer frame of its own origin, and in it
 * `#active-frame`, which holds the extension's HTML. The outer frame carries the owner and purpose in its URL.
 */
export async function webviewFrame(page: Page, choice: WebviewChoice = {}): Promise<FrameLocator> {
  const { purpose, extension = 'memcube-studio.memcube-studio', nth = 0 } = choice;
  const parts = [
    'iframe.webview.ready',
    `[src*="extensionId=${extension}" i]`,
    purpose ? `[src*="purpose=${purpose}"]` : '',
    ':visible',
  ];
  const outer = page.locator(parts.join('')).nth(nth);
  await outer.waitFor({ timeout: 60_000 });
  const inner = outer.contentFrame().locator('#active-frame');
  await inner.waitFor({ timeout: 60_000 });
  return inner.contentFrame();
}
