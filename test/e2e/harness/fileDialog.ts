import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { quickInput } from './quickInput';

/**
 * Answers VS Code's own file dialog with a path. The dialog writes its folder into the box and then lists it, in
 * its own time, and what was typed before that is overwritten; so the listing is waited for, and the path is
 * typed again until it stays.
 * @throws Error when the box does not keep the path or does not close
 */
export async function answerFileDialog(page: Page, file: string): Promise<void> {
  const box = quickInput(page);
  const input = box.locator('input.input').first();
  await box.locator('.quick-input-list .monaco-list-row').first().waitFor();
  for (let kept = 0, attempt = 0; kept < 3 && attempt < 20; attempt++) {
    if ((await input.inputValue()) === file) kept += 1;
    else {
      kept = 0;
      await input.fill(file);
    }
    await page.waitForTimeout(200);
  }
  expect(await input.inputValue()).toBe(file);
  const button = box.locator('.quick-input-action .monaco-button').first();
  const isOpen = async (): Promise<boolean> =>
    (await input.count()) > 0 && (await input.inputValue()) === file;
  // While it looks the path up, the dialog takes no click; so it is clicked until it closes.
  const closed = async (): Promise<boolean> => {
    if (await isOpen()) await button.click({ timeout: 1000 }).catch(() => undefined);
    return !(await isOpen());
  };
  await expect.poll(closed, { timeout: 30_000, interval: 500 }).toBe(true);
}
