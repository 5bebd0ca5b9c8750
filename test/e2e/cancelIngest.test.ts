import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const CUBE = 'aurora-home';
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
  machineSettings: {
    'memcube.embedder.provider': 'local',
    'memcube.embedder.threads': 1,
    'memcube.embedder.model': path.join(paths.root, '.cache/models/all-MiniLM-L6-v2.Q8_0.gguf'),
  },
});

/** So much that its vectors take minutes. */
const LONG = Array.from(
  { length: 6000 },
  (_, at) =>
    `## Day ${at}\n\nOn day ${at} the gauge at the weir read ${(at * 37) % 211} cm, and the heron stood there.\n`,
).join('\n');

const content = (): Promise<string> =>
  readFile(path.join(studio().folder, CUBE, 'textual_memory.json'), 'utf8');

/** Lines of the one batch that is kept beside the cube: its head, then portions and states. */
async function lines(): Promise<string[]> {
  const folder = path.join(studio().folder, CUBE, '.memcube/ingest');
  const [name] = (await readdir(folder).catch(() => [])).filter((each) => each.endsWith('.jsonl'));
  return name === undefined ? [] : (await readFile(path.join(folder, name), 'utf8')).trimEnd().split('\n');
}

async function drop(): Promise<void> {
  const row = await studio().sideBar.row(CUBE).elementHandle();
  await row?.evaluate((target, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'weir.md', { type: 'text/markdown' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, LONG);
}

async function cancel(): Promise<void> {
  const reading = studio().toast(/Reading into/);
  await reading.hover();
  await reading.getByRole('button', { name: 'Cancel' }).click();
  await studio()
    .toast(/Reading weir\.md was stopped/)
    .waitFor();
}

test('a reading that is cancelled stops, keeps what was read, and leaves the cube as it was', async () => {
  const before = await content();
  await studio().sideBar.show();
  await studio().sideBar.row(CUBE).waitFor();
  await drop();
  await expect.poll(async () => (await lines()).length, { timeout: 120_000 }).toBeGreaterThan(2);
  await studio().screenshot('ingest-cancelling');
  await cancel();
  const kept = (await lines()).length;
  expect(kept).toBeGreaterThan(2);
  await studio().page.waitForTimeout(2000);
  expect((await lines()).length).toBe(kept);
  expect(await content()).toBe(before);
});

test('read again, it goes on from there', async () => {
  const kept = await lines();
  await studio().runCommand('Notifications: Clear All Notifications');
  await drop();
  await expect
    .poll(async () => (await lines()).length, { timeout: 120_000 })
    .toBeGreaterThan(kept.length + 1);
  await cancel();
  expect((await lines()).slice(0, kept.length)).toEqual(kept);
  expect(studio().consoleErrors).toEqual([]);
});

test('what is left of it stands in the tree, and can be discarded', async () => {
  await studio().sideBar.unfold(CUBE);
  await studio().sideBar.unfold('To review');
  await studio()
    .sideBar.row(/weir\.md.*interrupted at part/)
    .waitFor();
  await studio().screenshot('ingest-cancelled');
  await studio().sideBar.chooseFromMenu('weir.md', 'Discard What Was Read…');
  await studio().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Discard' }).click();
  await expect.poll(async () => (await lines()).length).toBe(0);
});
