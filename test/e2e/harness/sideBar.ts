import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Rows of the tree that must be the same this long, in milliseconds, before one is clicked. */
const SETTLED_MS = 300;

/** The side bar of a window: the trees of the extension, or the Explorer. */
export class SideBar {
  constructor(private readonly page: Page) {}

  /** The first row whose text matches. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.sidebar .monaco-list-row', { hasText: text }).first();
  }

  /** Shows the trees of the extension. */
  async show(): Promise<void> {
    await this.page.locator('.activitybar [aria-label="MemCube"]').first().click();
    await this.away();
  }

  /** Clicks a row once the tree has stopped moving; a click meant for a row that moves meets another. */
  async click(text: string | RegExp, options: Parameters<Locator['click']>[0] = {}): Promise<void> {
    await this.row(text).waitFor();
    await this.settled();
    await this.row(text).click(options);
    await this.away();
  }

  /** Unfolds a row; one that is drawn anew at that moment folds again, so that is tried again. */
  async unfold(text: string | RegExp | Locator): Promise<void> {
    const row = typeof text === 'string' || text instanceof RegExp ? this.row(text) : text;
    const isOpen = async () => (await row.getAttribute('aria-expanded')) === 'true';
    await row.waitFor();
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.settled();
      if (!(await isOpen())) await row.locator('.monaco-tl-twistie').click();
      await this.away();
      await this.settled();
      if (await isOpen()) return;
    }
    throw new Error(`The row ${String(text)} does not unfold.`);
  }

  /**
   * Chooses from the context menu of a row. VS Code takes no click in the first moment after a menu opens.
   * @param look called while the menu is open, with the entry under the pointer
   */
  async chooseFromMenu(
    text: string | RegExp,
    label: string,
    look: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    const entry = menu.locator('.action-item', { hasText: label }).first();
    for (let attempt = 0; ; attempt++) {
      await this.row(text).waitFor();
      await this.settled();
      await this.row(text).click({ button: 'right' });
      const shown = await entry.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (shown) break;
      if (attempt >= 2) throw new Error(`The menu of ${String(text)} has no entry “${label}”.`);
      await this.page.keyboard.press('Escape');
    }
    await this.page.waitForTimeout(500);
    await entry.hover();
    await look();
    await entry.click();
    await expect.poll(() => menu.count()).toBe(0);
    await this.away();
  }

  /** Waits until the rows have stood still for a moment. */
  async settled(): Promise<void> {
    const seen = () =>
      this.page
        .locator('.sidebar .monaco-list-row')
        .evaluateAll((rows) =>
          rows.map((row) => `${String(row.getBoundingClientRect().top)} ${row.textContent}`).join('\n'),
        );
    let before = await seen();
    for (let attempt = 0; attempt < 40; attempt++) {
      await this.page.waitForTimeout(SETTLED_MS);
      const now = await seen();
      if (now === before) return;
      before = now;
    }
  }

  /** Moves the pointer off the rows, where a tooltip would cover the next ones. */
  private async away(): Promise<void> {
    const size = this.page.viewportSize() ?? { width: 1200, height: 800 };
    await this.page.mouse.move(size.width * 0.6, size.height * 0.5);
  }
}
