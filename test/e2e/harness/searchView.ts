import type { FrameLocator, Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Studio } from './studio';

/** The search view of a window. */
export class SearchView {
  private constructor(
    private readonly studio: Studio,
    readonly frame: FrameLocator,
  ) {}

  /** Opens the view on the cube of the active editor. */
  static async open(studio: Studio): Promise<SearchView> {
    await studio.runCommand('MemCube: Search Memories…');
    const view = new SearchView(studio, await studio.webviewFrame({ kind: 'view' }));
    await view.question.waitFor();
    return view;
  }

  get question(): Locator {
    return this.frame.getByRole('textbox', { name: 'Question' });
  }

  get hits(): Locator {
    return this.frame.getByRole('listbox', { name: 'Results' }).getByRole('option');
  }

  /** Titles of the hits that are drawn, best first. */
  titles(): Promise<string[]> {
    return this.hits.locator('.hit-title').allInnerTexts();
  }

  /** Number of all hits. */
  async count(): Promise<number> {
    return Number(await this.hits.first().getAttribute('aria-setsize'));
  }

  async computeVectors(): Promise<void> {
    const stop = this.frame.getByRole('button', { name: 'Stop' });
    await this.frame.getByRole('button', { name: 'Compute Vectors' }).click({ timeout: 90_000 });
    await stop.waitFor();
    await stop.waitFor({ state: 'detached', timeout: 120_000 });
  }

  /** Asks why a memory is not among the first three hits, and waits for a change that would admit it. */
  async whyNot(title: string): Promise<void> {
    await this.frame.getByRole('spinbutton', { name: 'Most results' }).fill('3');
    await expect.poll(() => this.count()).toBe(3);
    await this.frame.getByRole('button', { name: 'Why not this memory?' }).click();
    await this.studio.page.locator('.quick-input-widget input.input').fill(title);
    // The list follows what is typed; a row chosen before that would be another one's.
    const rows = this.studio.page.locator('.quick-input-list .monaco-list-row');
    await expect.poll(() => rows.count()).toBeLessThan(5);
    await this.studio.pick(title);
    await this.frame.getByRole('button', { name: 'Apply this change' }).waitFor();
    await this.studio.page.waitForTimeout(400);
  }

  /** Applies the change, and waits until the memory is among the hits. */
  async admit(title: string): Promise<void> {
    await this.frame.getByRole('button', { name: 'Apply this change' }).click();
    await this.frame.getByText(/It is among the hits/).waitFor();
    await expect.poll(() => this.titles()).toContain(title);
  }
}
