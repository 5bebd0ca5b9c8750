import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { paths } from './paths';
import { answerStep, choosePaletteCommand, chooseRow, openQuickInput } from './quickInput';
import { writeSettings } from './server';
import type { Server } from './server';
import { SideBar } from './sideBar';
import { webviewFrame } from './webview';
import type { WebviewChoice } from './webview';

/** What a window is made of; see `openStudio`. */
export interface StudioParts {
  readonly server: Server;
  readonly browser: Browser;
  readonly page: Page;
  readonly folder: string;
  readonly userDataDir: string;
  readonly home: string;
  readonly consoleErrors: string[];
}

/** One VS Code window with a folder open, driven through a browser. */
export class Studio {
  readonly page: Page;
  /** The open folder: a copy that the journey may change. */
  readonly folder: string;
  readonly sideBar: SideBar;
  /** Errors seen on the console so far, without the workbench's own noise. */
  readonly consoleErrors: readonly string[];

  constructor(private readonly parts: StudioParts) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.sideBar = new SideBar(parts.page);
    this.consoleErrors = parts.consoleErrors;
  }

  /** Loads (or reloads) the workbench and waits until the explorer shows the folder and our extension is known. */
  async waitForReady(): Promise<void> {
    await this.page.goto(this.parts.server.url);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    // Contributions come with the extension host; before that a file would open in the text editor.
    await this.page.locator('.activitybar [aria-label="MemCube"]').first().waitFor({ timeout: 60_000 });
    await this.page.waitForTimeout(1_500);
  }

  /** Runs a command from the palette by its full title, for instance `View: Toggle Zen Mode`. */
  async runCommand(title: string): Promise<void> {
    await choosePaletteCommand(this.page, title);
  }

  /**
   * Runs a command that asks something, and chooses the answer. Where a webview had the keyboard, the workbench may
   * close the question again while it gives the keyboard back; then the command is run again.
   */
  async runAndPick(title: string, label: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row').first();
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.runCommand(title);
      await box.waitFor({ timeout: 5_000 }).catch(() => undefined);
      await this.page.waitForTimeout(300);
      if (await box.isVisible()) break;
    }
    await this.pick(label);
  }

  /** Answers one step of a command that asks for a text. */
  async answer(prompt: RegExp, text: string): Promise<void> {
    await answerStep(this.page, prompt, text);
  }

  /** A notification in the corner of the window. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** Chooses a row of a quick pick that is already open. */
  async pick(label: string): Promise<void> {
    await chooseRow(this.page, label);
  }

  /**
   * Opens a file of the folder (relative path) with the editor VS Code chooses, and waits for its tab. In its
   * first seconds a window may not know our editors yet and open a text editor, so that is tried again.
   */
  async openFile(relative: string): Promise<void> {
    const name = path.basename(relative);
    const isOurs = /textual_memor|\.pickle$|\.adapter$/.test(name);
    for (let attempt = 0; ; attempt++) {
      await this.chooseFile(relative);
      await this.tab(name).waitFor();
      if (!isOurs || attempt >= 3) return;
      const seen = await this.page
        .locator('iframe.webview')
        .first()
        .waitFor({ state: 'attached', timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
      if (seen) return;
      await this.runCommand('View: Close All Editors');
    }
  }

  private async chooseFile(relative: string): Promise<void> {
    const name = path.basename(relative);
    for (let attempt = 0; ; attempt++) {
      const box = await openQuickInput(this.page, 'Control+P', path.join(this.folder, relative));
      const row = box.locator('.monaco-list-row', { hasText: name }).first();
      const chosen = await row.click({ timeout: 10_000 }).then(
        () => true,
        () => attempt >= 2,
      );
      if (chosen) return;
    }
  }

  /** Opens a file with the editor of the given name, in the display language, for instance `Text Editor`. */
  async openFileWith(relative: string, editor: string): Promise<void> {
    await this.openFile(relative);
    await this.runCommand('View: Reopen Editor With...');
    await chooseRow(this.page, editor);
  }

  /** The tab of an open editor. */
  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name }).first();
  }

  /** The document inside a visible webview of our extension. */
  async webviewFrame(choice: WebviewChoice = {}): Promise<FrameLocator> {
    return webviewFrame(this.page, choice);
  }

  /** Changes user settings and reloads the window, since code-server does not watch its settings file. */
  async changeSettings(settings: Record<string, unknown>): Promise<void> {
    writeSettings(this.parts.userDataDir, settings);
    await this.waitForReady();
  }

  /**
   * Changes the colour theme in the running window.
   * @param theme as the theme picker calls it: `Dark Modern`, `Light Modern`, `Dark High Contrast`, …
   */
  async setTheme(theme: string): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await chooseRow(this.page, theme);
    await this.page.waitForTimeout(500);
  }

  /** Saves a picture of the whole window as `.cache/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<string> {
    await mkdir(paths.screenshots, { recursive: true });
    const file = path.join(paths.screenshots, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Closes the browser, stops the server and removes what both wrote. */
  async close(): Promise<void> {
    await this.parts.browser.close();
    await this.parts.server.stop();
    await rm(this.parts.home, { recursive: true, force: true });
  }
}
