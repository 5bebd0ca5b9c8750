import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const run = promisify(execFile);
const studio = useStudio({
  source: path.join(paths.root, 'media/demo'),
  locale: 'zh-cn',
  theme: 'Light Modern',
  viewport: { width: 1500, height: 950 },
});

test('the review and the preview of topics speak Chinese', async () => {
  const cube = path.join(studio().folder, 'aurora-home');
  const read = (name: string, ...options: string[]) =>
    run(process.execPath, [
      path.join(paths.root, 'dist/cli.js'),
      ...['ingest', cube, path.join(paths.root, 'test/fixtures/review', name), '--turns', ...options],
    ]);
  await read('talk.json', '--yes');
  await read('chat.json', '--review');
  await studio().runCommand('MemCube: 审阅读取的内容…');
  const review = await studio().webviewFrame();
  await review.getByRole('option', { name: /矛盾/ }).click();
  await review.getByRole('button', { name: '替换另一条' }).waitFor();
  await studio().page.waitForTimeout(400);
  await studio().screenshot('review-zh');
  await studio().runAndPick('MemCube: 按主题整理…', 'linmei/aurora-home');
  const topics = await studio().webviewFrame();
  await topics.getByRole('button', { name: '整理', exact: true }).waitFor();
  await studio().page.waitForTimeout(400);
  await studio().screenshot('topics-zh');
  expect(studio().consoleErrors).toEqual([]);
});
