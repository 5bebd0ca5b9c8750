import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const BRANCH = 'Garden calendar';
/** The memory of the branch that was changed last, so that what comes before it stays as it is. */
const EDITED = 'Wraps the citrus in the first cold week';
/** Computing some hundred tokens takes seconds, and much longer on a machine with other things to do. */
const MODEL = { timeout: 240_000 };
vi.setConfig({ testTimeout: 400_000 });

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
  machineSettings: {
    'memcube.chat.provider': 'local',
    'memcube.chat.model': path.join(paths.root, '.cache/models/SmolLM2-135M-Instruct.Q4_1.gguf'),
  },
});
const tree = () => studio().sideBar;
let inspector: FrameLocator;

const entries = (): Locator => inspector.locator('.kv-entry:not([aria-busy="true"])');
const open = (tab: string): Promise<void> => inspector.getByRole('tab', { name: tab }).click();

/** Asks, and gives the tokens that were reused and computed and the milliseconds to the first token. */
async function ask(question: string): Promise<{ reused: number; computed: number; ttft: number }> {
  const before = await entries().count();
  await inspector.getByRole('textbox', { name: 'Question' }).fill(question);
  await inspector.getByRole('button', { name: 'Ask', exact: true }).click();
  return answered(before);
}

async function answered(before: number): Promise<{ reused: number; computed: number; ttft: number }> {
  await expect.poll(() => entries().count(), MODEL).toBe(before + 1);
  const cost = await entries().last().locator('.kv-cost').innerText();
  const [, reused, computed] = /([\d,]+) reused, ([\d,]+) computed/.exec(cost) ?? [];
  const [, time, unit] = /([\d.,]+) (ms|s)\s+to the first token/.exec(cost.replace(/\s+/g, ' ')) ?? [];
  const number = (text: string | undefined): number => Number(text?.replaceAll(',', ''));
  return {
    reused: number(reused),
    computed: number(computed),
    ttft: number(time) * (unit === 's' ? 1000 : 1),
  };
}

test('a KV item is built from a branch of the MemCube', async () => {
  await tree().show();
  await tree().unfold('aurora-home');
  await tree().unfold('LongTermMemory');
  await tree().unfold('Home on the Croix-Rousse');
  await tree().unfold('Roof terrace garden');
  await tree().chooseFromMenu(BRANCH, 'Build KV Item from Memories…', () => studio().screenshot('kv-menu'));
  await studio().answer(/What shall it be called\?/, BRANCH);
  await studio().tab('KV').waitFor(MODEL);
  inspector = await studio().webviewFrame();
  await inspector.getByRole('heading', { name: BRANCH, exact: true }).waitFor();
  await inspector.getByRole('meter', { name: 'Room on the disk' }).waitFor();
  await tree()
    .row(/Garden calendar.*tokens.*MB/)
    .waitFor();
  await studio().screenshot('kv-overview-dark');
});

test('asked twice, it is not read again, and the answer begins sooner than without it', async () => {
  await open('Ask');
  const first = await ask('When are the tomatoes planted?');
  const second = await ask('What happens to the citrus trees in November?');
  for (const { reused, computed } of [first, second]) {
    expect(reused).toBeGreaterThan(150);
    expect(computed).toBeLessThan(100);
  }
  const before = await entries().count();
  await entries().last().getByRole('button', { name: 'Compare without the item' }).click();
  const cold = await answered(before);
  expect(cold.reused).toBe(0);
  expect(cold.computed).toBe(second.reused + second.computed);
  expect(second.ttft).toBeLessThan(cold.ttft);
  await studio().screenshot('kv-ask-dark');
  await studio().setTheme('Light Modern');
  await studio().screenshot('kv-ask-light');
  await open('Overview');
  await inspector.getByText(/% less waiting/).waitFor();
  await studio().screenshot('kv-overview-light');
});

test('its tokens are shown over their text, with the memories that they come from', async () => {
  await open('Tokens and text');
  const tokens = inspector.getByRole('listbox', { name: 'Tokens' }).getByRole('option');
  await tokens.first().waitFor(MODEL);
  await expect.poll(() => inspector.locator('.kv-owners button:not([disabled])').count()).toBe(6);
  await inspector.locator('.kv-owners button').nth(2).click();
  await studio().page.waitForTimeout(300);
  await studio().screenshot('kv-tokens-light');
  await open('Layers');
  await inspector.getByRole('grid', { name: 'Numbers of each layer' }).waitFor();
  await studio().screenshot('kv-layers-light');
  await studio().setTheme('Dark Modern');
  await studio().screenshot('kv-layers-dark');
  await open('Tokens and text');
  await tokens.first().waitFor();
  await studio().screenshot('kv-tokens-dark');
});

test('an edit of one of its memories makes it stale at once, with what has changed', async () => {
  await open('Overview');
  await tree().unfold(BRANCH);
  await tree().chooseFromMenu(EDITED, 'Edit Text');
  const text = studio().page.locator('.editor-instance .monaco-editor').last();
  await text.click();
  await studio().page.keyboard.press('Control+End');
  await studio().page.keyboard.type(' The wrapped pots stay inside.');
  await studio().page.keyboard.press('Control+S');
  await tree()
    .row(/Garden calendar.*stale/)
    .waitFor();
  await studio().tab('KV items').click();
  inspector = await studio().webviewFrame();
  const changes = inspector.getByRole('region', { name: 'What has changed' });
  await changes.getByText('The wrapped pots stay inside.').waitFor();
  await studio().screenshot('kv-stale-dark');
});

test('it is built anew from what has not changed, and is ready again', async () => {
  const toast = studio().toast(/is stale: one of its memories has changed/);
  await toast.getByRole('button', { name: 'Rebuild' }).waitFor();
  await inspector.getByRole('button', { name: 'Extend' }).click(MODEL);
  await inspector.locator('.standing-badge[data-standing="ready"]').waitFor(MODEL);
  await inspector.getByText('Taken over').waitFor();
  await expect
    .poll(() =>
      tree()
        .row(/Garden calendar.*stale/)
        .count(),
    )
    .toBe(0);
  await open('Ask');
  const after = await ask('What stays inside?');
  expect(after.reused).toBeGreaterThan(150);
  await studio().screenshot('kv-rebuilt-dark');
});

test('nothing went wrong on the way', () => {
  expect(studio().consoleErrors).toEqual([]);
});
