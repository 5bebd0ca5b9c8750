import path from 'node:path';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  theme: 'Light Modern',
  locale: 'zh-cn',
  viewport: { width: 1500, height: 1000 },
});

test('in Chinese and in light, without an embedder: words are found, and what is missing is said', async () => {
  await studio().openFile('aurora-home/textual_memory.json');
  const editor = await studio().webviewFrame();
  await editor.getByRole('treegrid').waitFor();
  await studio().runCommand('MemCube: 搜索记忆…');
  const search = await studio().webviewFrame({ kind: 'view' });
  await search.getByRole('textbox', { name: '问题' }).fill('杭州 蜂蜜 李阿姨');
  const first = search.getByRole('listbox', { name: '结果' }).getByRole('option').first();
  await first.waitFor();
  expect(await first.innerText()).toContain('杭州');
  await search.getByRole('button', { name: '选择嵌入模型…' }).waitFor();
  await studio().page.waitForTimeout(500);
  await studio().screenshot('search-zh-light');
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
