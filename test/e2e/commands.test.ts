import { mkdtempSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const source = mkdtempSync(path.join(os.tmpdir(), 'memcube-empty-'));
await writeFile(path.join(source, 'README.md'), 'A folder without a cube.');

const studio = useStudio({ source, workspaceTrust: true });

interface Manifest {
  contributes: {
    commands: { command: string; title: string; enablement?: string }[];
    menus: Record<string, { command: string; when: string }[]>;
  };
}
const json = async <T>(file: string): Promise<T> =>
  JSON.parse(await readFile(path.join(paths.root, file), 'utf8')) as T;
const { contributes } = await json<Manifest>('package.json');
const texts = await json<Record<string, string>>('package.nls.json');
const hidden = new Set(
  (contributes.menus['commandPalette'] ?? [])
    .filter(({ when }) => when === 'false')
    .map(({ command }) => command),
);
/** Commands that open a dialog of the system or another folder. */
const elsewhere = new Set([
  'memcube.openFolder',
  'memcube.openDemo',
  'memcube.openCube',
  'memcube.inspectFile',
  'memcube.showLog',
  'memcube.refresh',
  'memcube.openSearch',
]);
/** What commands say that do not work on a cube; this window is in Restricted Mode and has no store. */
const others: Record<string, string> = {
  'memcube.connectStore': 'In Restricted Mode no store is connected',
  'memcube.openSqliteCube': 'In Restricted Mode no store is connected',
  'memcube.editStore': 'In Restricted Mode no store is connected',
  'memcube.testStore': 'In Restricted Mode no store is connected',
  'memcube.createStoreIndexes': 'In Restricted Mode no store is connected',
  'memcube.refreshStore': 'No store is connected. Connect one in the Cubes view.',
  'memcube.removeStore': 'No store is connected. Connect one in the Cubes view.',
  'memcube.reviewBatch': 'Nothing waits for review.',
  'memcube.discardBatch': 'There is nothing to discard.',
  'memcube.stopWatchingFolder': 'No folder is watched.',
};
const commands = contributes.commands
  .filter(
    ({ command, enablement }) => !hidden.has(command) && !elsewhere.has(command) && enablement === undefined,
  )
  .map(({ command, title }) => ({
    title: `MemCube: ${texts[title.slice(1, -1)] ?? title}`,
    answer: others[command] ?? 'There is no MemCube open',
  }));

test('the Cubes view helps where there is no cube', async () => {
  await studio().sideBar.show();
  await studio().page.getByText('There is no MemCube in this folder yet.').waitFor();
  await studio().screenshot('welcome');
});

test.each(commands)('"$title" says clearly that there is nothing to work on', async ({ title, answer }) => {
  await studio().runCommand(title);
  const toast = studio().page.locator('.notification-toast', { hasText: answer }).first();
  await toast.waitFor();
  await studio().page.keyboard.press('Escape');
  await studio().runCommand('Notifications: Clear All Notifications');
  await expect.poll(() => toast.isVisible()).toBe(false);
});

test('the search view says where a MemCube comes from', async () => {
  await studio().runCommand('MemCube: Search Memories…');
  const view = await studio().webviewFrame({ kind: 'view' });
  await view.getByText('There is no MemCube to search.').waitFor();
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
