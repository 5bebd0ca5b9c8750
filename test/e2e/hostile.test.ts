import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mkdtempSync } from 'node:fs';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStudio } from './harness/useStudio';

/** Would run if any text of the cube were taken for HTML. */
const HTML = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script><b>bold</b>';
const ID = '5f1a0d5e-1111-4a5b-8c7d-00000000000';

/** A cube with HTML in every text field, a memory of one megabyte, odd keys, a cycle and dangling relations. */
function hostileCube(): string {
  const metadata = {
    memory_type: 'LongTermMemory',
    status: 'activated',
    key: `title ${HTML}`,
    tags: [HTML, '](command:workbench.action.quit)'],
    background: HTML,
    type: HTML,
    user_id: HTML,
    session_id: HTML,
    source: 'web',
    visibility: 'private',
    sources: [
      { type: 'web', url: `javascript:alert(1)//${HTML}`, content: HTML },
      HTML,
      '{"role": "user", "content": "x"}',
    ],
    usage: [JSON.stringify({ time: '2026-11-01T00:00:00', info: HTML })],
    file_ids: [HTML],
    [HTML]: HTML,
    constructor: 'c',
  };
  const nodes = [
    { id: `${ID}1`, memory: `first ${HTML}`, metadata },
    {
      id: `${ID}2`,
      memory: `large ${'memory '.repeat(150_000)}`,
      metadata: { ...metadata, key: 'large one' },
    },
    { id: `${ID}3`, memory: HTML, metadata: { ...metadata, key: 'third' } },
  ];
  const edges = [
    { source: `${ID}1`, target: `${ID}3`, type: 'PARENT' },
    { source: `${ID}3`, target: `${ID}1`, type: 'PARENT' },
    { source: `${ID}1`, target: HTML, type: HTML },
  ];
  return JSON.stringify({ nodes, edges }, undefined, 4).replace(
    '"constructor"',
    '"__proto__": {"polluted": true}, "constructor"',
  );
}

const source = path.join(mkdtempSync(path.join(os.tmpdir(), 'memcube-hostile-')), 'hostile');
await mkdir(path.join(source, 'cube'), { recursive: true });
await writeFile(path.join(source, 'cube/textual_memory.json'), hostileCube());
await writeFile(path.join(source, 'README.md'), 'A folder with a hostile cube.');

const studio = useStudio({ source });
let editor: FrameLocator;

/** Runs an expression in the document of the view. */
const inView = <T>(run: () => T): Promise<T> => editor.locator('body').evaluate(run);

test('text that looks like HTML is shown as text, everywhere', async () => {
  await studio().openFile('cube/textual_memory.json');
  editor = await studio().webviewFrame();
  await editor.getByRole('row', { name: /title/ }).first().click();
  await expect
    .poll(() => editor.getByRole('textbox', { name: 'Text of the memory' }).inputValue())
    .toContain('<img src=x');
  await editor.getByText('<b>bold</b>').first().waitFor();
  await studio().page.waitForTimeout(1500);
  await studio().screenshot('hostile');
  expect(await inView(() => document.querySelectorAll('img, b, a[href^="javascript"]').length)).toBe(0);
  expect(await inView(() => 'pwned' in window || 'polluted' in {})).toBe(false);
});

test('the page itself refuses inline scripts, handlers and connections elsewhere', async () => {
  const ran = await inView(() => {
    const script = document.createElement('script');
    script.textContent = 'window.pwned = 2';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.pwned = 3');
    image.src = 'data:image/png;base64,broken';
    document.body.append(image);
    return new Promise<boolean>((resolve) => setTimeout(() => resolve('pwned' in window), 500));
  });
  expect(ran).toBe(false);
  const reached = await inView(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(reached).toBe('refused');
});

test('a memory of one megabyte opens and can be edited', async () => {
  await editor
    .getByRole('row', { name: /large one/ })
    .first()
    .click();
  const text = editor.getByRole('textbox', { name: 'Text of the memory' });
  await expect.poll(async () => (await text.inputValue()).length).toBeGreaterThan(1_000_000);
  await text.press('Control+Home');
  await text.pressSequentially('Very ');
  await text.press('Control+Enter');
  await expect.poll(() => studio().tab('textual_memory.json').getAttribute('class')).toContain('dirty');
});

test('the Cubes tree shows it as text too', async () => {
  await studio().sideBar.show();
  const tree = studio().page.locator('.sidebar .monaco-list-row');
  await tree.filter({ hasText: 'LongTermMemory' }).first().click();
  await tree.filter({ hasText: '<script>' }).first().hover();
  await studio().page.waitForTimeout(1200);
  await studio().screenshot('hostile-tree');
  expect(await studio().page.evaluate(() => 'pwned' in window)).toBe(false);
});
