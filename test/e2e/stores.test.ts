import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import neo4j, { type Driver } from 'neo4j-driver';
import type { FrameLocator, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Neo4jConnection } from '../../src/engine/store/neo4j/connection';
import { Neo4jStore } from '../../src/engine/store/neo4j/neo4jStore';
import type { ExportPart } from '../../src/engine/store/port';
import type * as Neo4j from '../run/lib/neo4j.js';
import { paths } from './harness/paths';
import { Proxy } from './harness/proxy';
import { quickInput } from './harness/quickInput';
import { SearchView } from './harness/searchView';
import { useStudio } from './harness/useStudio';

const require = createRequire(import.meta.url);
const { startNeo4j } = require('../run/lib/neo4j.js') as typeof Neo4j;

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

let server: Neo4j.Neo4jServer;
let proxy: Proxy;
let others: Driver;

/** Puts a demo cube into the database as the memories of one `user_name`. */
async function seed(tenant: string, cube: string): Promise<void> {
  const { uri, database, user, password } = server;
  const file = await readFile(path.join(paths.root, 'media/demo', cube, 'textual_memory.json'), 'utf8');
  const { nodes, edges } = JSON.parse(file) as {
    nodes: { id: string }[];
    edges: { source: string; target: string; type: string }[];
  };
  const store = await Neo4jStore.open(
    await Neo4jConnection.connect({ address: { uri, database, tenant }, credentials: { user, password } }),
  );
  async function* parts(): AsyncGenerator<ExportPart> {
    yield {
      kind: 'memories',
      memories: nodes.map((node) => ({ id: node.id, raw: JSON.stringify(node), vectors: [] })),
    };
    yield await Promise.resolve({ kind: 'edges', edges });
  }
  await store.import(parts(), { existing: 'replace' });
  store.dispose();
}

beforeAll(async () => {
  server = await startNeo4j();
  await seed('lin-mei', 'aurora-home');
  others = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password));
  proxy = await Proxy.start(Number(new URL(server.uri.replace(/^\w+:/, 'http:')).port));
});

afterAll(async () => {
  await others.close();
  await proxy.shut().catch(() => undefined);
  await server.stop();
});

const tree = () => studio().sideBar;
const item = (text: string): Locator => tree().row(text);
const toast = (text: string | RegExp): Locator => studio().toast(text);
const row = (editor: FrameLocator, title: string) => editor.getByRole('row', { name: title }).first();

/** What the database holds, read by somebody else. */
async function inDatabase(title: string): Promise<Record<string, unknown> | undefined> {
  const { records } = await others.executeQuery(
    'MATCH (n:Memory {user_name: $tenant, key: $title}) RETURN n.memory AS memory',
    { tenant: 'lin-mei', title },
  );
  return records[0]?.toObject();
}

/** Somebody else writes a text as MemOS does. */
async function somebodyWrites(title: string, memory: string): Promise<void> {
  await others.executeQuery(
    `MATCH (n:Memory {user_name: $tenant, key: $title}) SET n.memory = $memory, n.updated_at = datetime()`,
    { tenant: 'lin-mei', title, memory },
  );
}

let editor: FrameLocator;

test('a wrong password is said so in its step, which stays open', async () => {
  await tree().show();
  await studio().runCommand('MemCube: Connect to Neo4j…');
  await studio().answer(/Address of the server/, `bolt://127.0.0.1:${proxy.port}`);
  await studio().answer(/Name of the database/, 'neo4j');
  await studio().answer(/User name/, 'neo4j');
  await studio().answer(/Password/, 'not the password');
  await quickInput(studio().page)
    .getByText(/does not accept this user name and password/)
    .waitFor();
  await studio().screenshot('store-wrong-password');
});

test('with the right one the test says what was found, and the tenants are cubes in the tree', async () => {
  await studio().answer(/Password|does not accept/, server.password);
  await quickInput(studio().page)
    .getByText(/Neo4j 5\.26/)
    .waitFor();
  await studio().screenshot('store-found');
  await studio().page.keyboard.press('Enter');
  // A server that goes before any of its cubes is open is tried again as well.
  await proxy.shut();
  await tree().click(`127.0.0.1:${proxy.port}`);
  await item(`127.0.0.1:${proxy.port}`).getByText(/away/).waitFor({ timeout: 30_000 });
  await proxy.reopen();
  await item(`127.0.0.1:${proxy.port}`)
    .getByText(/connected/)
    .waitFor({ timeout: 60_000 });
  await tree().click(`127.0.0.1:${proxy.port}`);
  await tree().click('lin-mei');
  await tree().click('LongTermMemory');
  await item('Family and friends').waitFor();
  await studio().screenshot('store-tree');
});

test('its cube opens in the editor, unfolds, filters and shows its graph', async () => {
  await tree().click('Journeys');
  editor = await studio().webviewFrame();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await expect.poll(() => text.inputValue()).toContain('Where she went');
  await row(editor, 'Family and friends').click();
  await studio().page.keyboard.press('ArrowRight');
  await expect.poll(() => editor.getByRole('row').count()).toBeGreaterThan(15);
  await editor.locator('.react-flow__node').first().waitFor();
  const search = editor.getByPlaceholder('Find in text, title, tags, sources');
  await search.fill('tomato');
  await row(editor, 'Plants tomatoes after the Ice Saints').waitFor();
  await search.fill('');
  await row(editor, 'Journeys').waitFor();
  await studio().page.waitForTimeout(1500);
  await studio().screenshot('store-editor-dark');
});

test('an edit is in the database at once, the tab is not dirty, and undo takes it back', async () => {
  await row(editor, 'Journeys').click();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  const before = await text.inputValue();
  await text.fill('Where Lin Mei has been.');
  await text.press('Control+Enter');
  await expect.poll(async () => (await inDatabase('Journeys'))?.['memory']).toBe('Where Lin Mei has been.');
  await editor.getByRole('region', { name: 'History' }).getByText('Set memory of “Journeys”').waitFor();
  const tab = studio().tab('lin-mei.memcube');
  await expect.poll(() => tab.getAttribute('class')).not.toContain('dirty');
  await row(editor, 'Journeys').click();
  await studio().page.keyboard.press('Control+Z');
  await expect.poll(async () => (await inDatabase('Journeys'))?.['memory']).toBe(before);
  await expect.poll(() => text.inputValue()).toBe(before);
  await expect.poll(() => tab.getAttribute('class')).not.toContain('dirty');
});

test('what somebody else writes appears by itself', async () => {
  await somebodyWrites('Journeys', 'Somebody else was here.');
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await expect.poll(() => text.inputValue(), { timeout: 20_000 }).toBe('Somebody else was here.');
});

test('an edit of a memory that changed meanwhile opens a diff, and mine can be kept', async () => {
  await row(editor, 'Journeys').click();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await text.fill('Mine.');
  await somebodyWrites('Journeys', 'Theirs.');
  await text.press('Control+Enter');
  await studio().page.locator('.monaco-diff-editor').waitFor();
  await toast('was changed by somebody else meanwhile').waitFor();
  await studio().page.waitForTimeout(800);
  await studio().screenshot('store-conflict');
  expect((await inDatabase('Journeys'))?.['memory']).toBe('Theirs.');
  await toast('was changed by somebody else meanwhile').getByText('Keep Mine').click();
  await expect.poll(async () => (await inDatabase('Journeys'))?.['memory']).toBe('Mine.');
  await expect.poll(() => studio().page.locator('.monaco-diff-editor').count()).toBe(0);
  editor = await studio().webviewFrame();
  const now = editor.getByRole('textbox', { name: 'Text of the memory' });
  await row(editor, 'Journeys').click();
  await expect.poll(() => now.inputValue()).toBe('Mine.');
});

test('a server that is away is seen in the tree, and edits are refused with a reason', async () => {
  await proxy.shut();
  await item(`127.0.0.1:${proxy.port}`).getByText(/away/).waitFor({ timeout: 30_000 });
  await studio().screenshot('store-away');
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await text.fill('Written into the void.');
  await text.press('Control+Enter');
  await editor
    .getByText(/server is away|cannot be reached/)
    .first()
    .waitFor({ timeout: 30_000 });
  // What was typed is still there.
  expect(await text.inputValue()).toBe('Written into the void.');
  await studio().screenshot('store-refused');
});

test('when it is back it is connected by itself, and edits go through', async () => {
  await proxy.reopen();
  await item(`127.0.0.1:${proxy.port}`)
    .getByText(/connected/)
    .waitFor({ timeout: 60_000 });
  expect((await inDatabase('Journeys'))?.['memory']).toBe('Mine.');
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  expect(await text.inputValue()).toBe('Written into the void.');
  await text.press('Control+Enter');
  await expect
    .poll(async () => (await inDatabase('Journeys'))?.['memory'], { timeout: 20_000 })
    .toBe('Written into the void.');
  await studio().setTheme('Light Modern');
  await studio().page.waitForTimeout(1000);
  await studio().screenshot('store-editor-light');
});

let view: SearchView;

test('its cube is searched in the database, by words and by vectors that are kept there', async () => {
  view = await SearchView.open(studio());
  await view.question.fill('tomato');
  await view.hits.first().waitFor();
  await view.computeVectors();
  const { records } = await others.executeQuery(
    "MATCH (v:MemCubeVector {user_name: $tenant}) WHERE v.embedder <> '' RETURN count(v) AS vectors",
    { tenant: 'lin-mei' },
  );
  expect(Number(records[0]?.get('vectors'))).toBe(110);
  await view.question.fill('when do the tomatoes go out in May');
  await expect.poll(async () => (await view.titles())[0]).toMatch(/tomato/i);
  await expect.poll(() => view.hits.first().locator('[data-part="vector"]').count()).toBe(1);
  await studio().page.waitForTimeout(600);
  await studio().screenshot('store-search-light');
});

test('why a memory of the database is not found is explained, with a change that admits it', async () => {
  const missed = (await view.titles())[5] ?? '';
  await view.whyNot(missed);
  await studio().screenshot('store-why-not-light');
  await view.admit(missed);
});
