import { mkdtempSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { paths } from './harness/paths';
import { useStudio } from './harness/useStudio';

const source = path.join(mkdtempSync(path.join(os.tmpdir(), 'memcube-files-')), 'files');
const fixtures = path.join(paths.root, 'test/fixtures');
await cp(path.join(fixtures, 'cubes/mem_cube_2'), path.join(source, 'mem_cube_2'), { recursive: true });
await mkdir(path.join(source, 'hostile'), { recursive: true });
await mkdir(path.join(source, 'lora'), { recursive: true });
await cp(
  path.join(fixtures, 'pickle/hostile-os-system.pickle'),
  path.join(source, 'hostile/activation_memory.pickle'),
);
await cp(path.join(fixtures, 'adapter/lora.gguf'), path.join(source, 'lora/parametric_memory.adapter'));

const studio = useStudio({ source, theme: 'Dark Modern', viewport: { width: 1400, height: 900 } });

/** Opens a file and gives the text of its inspector once it holds what is expected. */
async function inspect(file: string, expected: RegExp): Promise<string> {
  await studio().openFile(file);
  await studio().runCommand('View: Close Other Editors in Group');
  const view = await studio().webviewFrame();
  await view.getByText(expected).first().waitFor();
  return view.locator('body').innerText();
}

test('an activation memory of MemOS shows its layers and what it was made from', async () => {
  const text = await inspect('mem_cube_2/activation_memory.pickle', /The user is a Chinese man/);
  for (const fact of ['28', '8', '128', 'bfloat16', '7168']) expect(text).toContain(fact);
  await studio().screenshot('pickle');
});

test("MemOS's placeholder is told as what it is", async () => {
  await inspect('mem_cube_2/parametric_memory.adapter', /Placeholder of MemOS/);
  await studio().screenshot('adapter');
});

test('a LoRA adapter shows its rank and targets', async () => {
  const text = await inspect('lora/parametric_memory.adapter', /attn_q/);
  expect(text).toMatch(/rank/i);
  await studio().screenshot('lora');
});

test('a pickle that would run a command is refused by name, and nothing runs', async () => {
  const text = await inspect('hostile/activation_memory.pickle', /system/);
  expect(text).toMatch(/os\.system|posix\.system/);
  await studio().screenshot('refused');
});

test('nothing was reported on the console', () => {
  expect(studio().consoleErrors).toEqual([]);
});
