import type { Locator, Page } from 'playwright-core';

/** The box that the command palette, quick open and every quick pick share. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/**
 * Opens the command palette (prefix `>`) or quick open (empty prefix) with `text` typed in. Focus inside a
 * webview can swallow the first key, and an editor that opens at the same moment closes the box again, so
 * both are tried again.
 */
export async function openQuickInput(page: Page, key: 'F1' | 'Control+P', text: string): Promise<Locator> {
  const box = quickInput(page);
  const typed = async (timeout: number): Promise<void> => {
    await box.waitFor({ timeout });
    await box
      .locator('input.input')
      .first()
      .fill(key === 'F1' ? `>${text}` : text, { timeout });
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.keyboard.press(key);
    const opened = await typed(4_000).then(
      () => true,
      () => false,
    );
    if (opened) return box;
  }
  await typed(10_000);
  return box;
}

/**
 * Runs a command of the palette. Commands register while the window starts and an open palette does not learn
 * of new ones, so it is opened again until the command is there.
 * @throws Error listing the rows that are there when the command does not appear within `timeout` ms
 */
export async function choosePaletteCommand(page: Page, title: string, timeout = 30_000): Promise<void> {
  const deadline = Date.now() + timeout;
  for (;;) {
    await openQuickInput(page, 'F1', title);
    const seen = await tryChooseRow(page, title, 3_000);
    if (seen === 'chosen') return;
    await page.keyboard.press('Escape');
    if (Date.now() > deadline) throw new Error(`No command “${title}” in the palette. ${listed(seen)}`);
  }
}

/**
 * Chooses the row of the open quick pick whose label is exactly `label`; when it is not in sight, the label is
 * typed in, since long lists are drawn in part.
 * @throws Error listing the rows that are there when none matches
 */
export async function chooseRow(page: Page, label: string): Promise<void> {
  if ((await tryChooseRow(page, label, 2_000)) === 'chosen') return;
  await quickInput(page).locator('input.input').first().fill(label);
  const seen = await tryChooseRow(page, label, 10_000);
  if (seen !== 'chosen') throw new Error(`No row “${label}” in the quick pick. ${listed(seen)}`);
}

/**
 * Answers one step that asks for a text. The step before it may still be leaving when the prompt is there, so the
 * text is looked at before it is confirmed.
 */
export async function answerStep(page: Page, prompt: RegExp, text: string): Promise<void> {
  const box = quickInput(page);
  const input = box.locator('input.input').first();
  await box.getByText(prompt).first().waitFor();
  await input.fill(text);
  await page.waitForTimeout(200);
  if ((await input.inputValue()) !== text) await input.fill(text);
  await input.press('Enter');
}

async function tryChooseRow(page: Page, label: string, timeout: number): Promise<'chosen' | string[]> {
  const rows = quickInput(page).locator('.quick-input-list .monaco-list-row');
  const deadline = Date.now() + timeout;
  let seen: string[] = [];
  while (Date.now() < deadline) {
    // A row has its label first; what else it says may look the same.
    seen = await rows
      .evaluateAll((all) => all.map((row) => row.querySelector('.label-name')?.textContent ?? ''))
      .catch(() => []);
    const index = seen.findIndex((text) => flat(text) === flat(label));
    if (index >= 0) {
      const clicked = await rows
        .nth(index)
        .click({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
      if (clicked) return 'chosen';
    }
    await page.waitForTimeout(100);
  }
  return seen;
}

function listed(rows: readonly string[]): string {
  return `Rows: ${rows.map((row) => `“${flat(row)}”`).join(', ') || 'none'}`;
}

/** The editor pads highlighted labels with no-break spaces. */
function flat(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
