import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlite } from '../../src/engine/store/sqlite/sqliteStore';
import type * as Neo4j from '../run/lib/neo4j.js';
import { answerFileDialog } from './harness/fileDialog';
import { paths } from './harness/paths';
import { quickInput } from './harness/quickInput';
import { useStudio } from './harness/useStudio';

const require = createRequire(import.meta.url);
const { startNeo4j } = require('../run/lib/neo4j.js') as typeof Neo4j;

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Dark Modern',
  viewport: { width: 1500, height: 950 },
});

let server: Neo4j.Neo4jServer;
beforeAll(async () => {
  server = await startNeo4j();
});
afterAll(() => server.stop());

const tree = () => studio().sideBar;
const item = (text: string | RegExp): Locator => tree().row(text);
const toast = (text: string | RegExp): Locator => studio().toast(text);
const port = (): string => new URL(server.uri.replace(/^\w+:/, 'http:')).port;
const store = (): string => `127.0.0.1:${port()}`;

/** Chooses a row of the open picker; rows here have a line of details below their name. */
async function choose(label: string): Promise<void> {
  const row = quickInput(studio().page).locator('.monaco-list-row', { hasText: label }).first();
  await row.waitFor();
  await studio().page.waitForTimeout(300);
  await row.click();
}

const row = (editor: FrameLocator, title: string) => editor.getByRole('row', { name: title }).first();

test('a cube in a folder is copied to a new cube of a connected database', async () => {
  await tree().show();
  await studio().runCommand('MemCube: Connect to Neo4j…');
  await studio().answer(/Address of the server/, `bolt://127.0.0.1:${port()}`);
  await studio().answer(/Name of the database/, 'neo4j');
  await studio().answer(/User name/, 'neo4j');
  await studio().answer(/Password/, server.password);
  await quickInput(studio().page)
    .getByText(/0 cubes/)
    .first()
    .waitFor();
  await studio().page.keyboard.press('Enter');
  await item(store()).waitFor();
  await tree().chooseFromMenu('aurora-home', 'Copy MemCube To…');
  await quickInput(studio().page).getByText('SQLite file…').waitFor();
  await studio().page.waitForTimeout(500);
  await studio().screenshot('copy-places-dark');
  await choose(store());
  await choose('New cube…');
  await studio().answer(/Name of the new cube/, 'lin-mei');
  await toast(/memories copied\. \d+ differences\./).waitFor({ timeout: 60_000 });
  await tree().click(store());
  await item(/lin-mei.*\d+ memories/).waitFor();
  await studio().screenshot('copy-done');
});

test('what Neo4j changed is told in a report', async () => {
  await toast('memories copied').getByText('Show Differences').click();
  const report = await studio().webviewFrame({ extension: 'vscode.markdown-language-features' });
  await report.getByRole('heading', { name: /Copy of/ }).waitFor();
  await report.getByText('The order of members in a record.').first().waitFor();
  await report.getByText('config.json').first().waitFor();
  await studio().page.waitForTimeout(800);
  await studio().screenshot('copy-report-dark');
});

test('into a cube that holds memories it is copied only when that is wanted', async () => {
  await tree().chooseFromMenu('aurora-home', 'Copy MemCube To…');
  await choose(store());
  await choose('lin-mei');
  const question = studio().page.locator('.monaco-dialog-box');
  await question.getByText(/lin-mei holds \d+ memories already/).waitFor();
  await studio().page.waitForTimeout(500);
  await studio().screenshot('copy-into-existing');
  await question.getByText('Cancel', { exact: true }).click();
  await question.waitFor({ state: 'detached' });
});

test('from the database it is copied to an SQLite file, which opens', async () => {
  await tree().chooseFromMenu(/lin-mei.*\d+ memories/, 'Copy MemCube To…');
  await choose('SQLite file…');
  const file = path.join(studio().folder, 'lin-mei.sqlite');
  const box = quickInput(studio().page);
  await box.getByText(/Copy into which new SQLite file/).waitFor();
  await answerFileDialog(studio().page, file);
  const done = toast(/lin-mei: \d+ memories copied\. Nothing differs\./);
  await done.waitFor({ timeout: 60_000 });
  expect(existsSync(file)).toBe(true);
  await done.getByText('Open', { exact: true }).click();
  await studio().tab('lin-mei.memcube').waitFor();
});

test('its memories stand in the tree, and it is edited like any other', async () => {
  const page = studio().page;
  await tree().unfold(/^lin-mei.*lin-mei\.sqlite/);
  // The cube of the file, below that of the database.
  const cubes = page.locator('.sidebar .monaco-list-row[aria-level="2"]', { hasText: 'lin-mei' });
  await expect.poll(() => cubes.count()).toBe(2);
  await tree().unfold(cubes.nth(1));
  await tree().click('LongTermMemory');
  await tree().click('Journeys');
  const editor = await studio().webviewFrame();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await expect.poll(() => text.inputValue()).toContain('Where she went');
  await row(editor, 'Family and friends').waitFor();
  await text.fill('Where Lin Mei has been.');
  await text.press('Control+Enter');
  await editor.getByRole('region', { name: 'History' }).getByText('Set memory of “Journeys”').waitFor();
  const kept = await openSqlite(path.join(studio().folder, 'lin-mei.sqlite'), { readOnly: true });
  const { rows } = await kept.list({ offset: 0, limit: 500 });
  const journeys = rows.find(({ title }) => title === 'Journeys')!;
  expect((await kept.get([journeys.key]))[0]!.raw).toContain('Where Lin Mei has been.');
  kept.dispose();
  await page.waitForTimeout(500);
  await studio().screenshot('copy-sqlite-edited');
});

test('the report and the picker in a light theme', async () => {
  await studio().setTheme('Light Modern');
  await studio().tab('Copy of').click();
  await studio().page.waitForTimeout(1000);
  await studio().screenshot('copy-report-light');
  await tree().chooseFromMenu('aurora-home', 'Copy MemCube To…');
  await quickInput(studio().page).getByText('SQLite file…').waitFor();
  await studio().page.waitForTimeout(500);
  await studio().screenshot('copy-places-light');
  await studio().page.keyboard.press('Escape');
  expect(studio().consoleErrors).toEqual([]);
});
