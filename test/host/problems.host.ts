import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, eventually, openTabs, read, write } from './folder';

const EDITOR = 'memcube.cubeEditor';
const rules = (uri: vscode.Uri): string[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'MemCube')
    .map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code ?? '')));

suite('problems and editors', () => {
  teardown(closeEditors);

  test('a config with an unknown key and a secret gets diagnostics at their lines, with a quick fix', async () => {
    const config = await write(
      '{\n  "user_id": "u",\n  "cube_idd": "c",\n  "text_mem": {"backend": "naive_text", "config": {"extractor_llm": {"backend": "openai", "config": {"model_name_or_path": "m",\n    "api_key": "sk-0123456789abcdefghijklmnop"}}}}\n}',
      'bad-config',
      'config.json',
    );
    const memory = await write('[]', 'bad-config', 'textual_memory.json');
    await vscode.commands.executeCommand('vscode.openWith', memory, EDITOR);
    await eventually('diagnostics', () => rules(config).length >= 2 || undefined);
    const diagnostics = vscode.languages.getDiagnostics(config).filter(({ source }) => source === 'MemCube');
    assert.ok(
      diagnostics.some(({ range }) => range.start.line === 2),
      'the unknown key is on line 3',
    );
    assert.ok(
      diagnostics.some(({ range }) => range.start.line === 4),
      'the secret is on line 5',
    );
    const document = await vscode.workspace.openTextDocument(config);
    await vscode.window.showTextDocument(document);
    const secret = diagnostics.find(({ range }) => range.start.line === 4)!;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      config,
      secret.range,
    );
    const fix = actions.find(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit, 'the secret has a quick fix');
    await vscode.workspace.applyEdit(fix.edit);
    assert.ok(!document.getText().includes('sk-0123456789'), 'the fix takes the secret out');
  });

  test('duplicate ids, a bad id and a dangling relation are found in the text memory', async () => {
    const node = (id: string): string =>
      `    {"id": "${id}", "memory": "m", "metadata": {"status": "activated"}}`;
    const good = '5f1a0d5e-1111-4a5b-8c7d-000000000001';
    const memory = await write(
      `{"nodes": [\n${[node(good), node(good), node('no-uuid')].join(',\n')}\n],\n"edges": [\n{"source": "${good}", "target": "gone", "type": "PARENT"}]}`,
      'bad-memory',
      'textual_memory.json',
    );
    await vscode.commands.executeCommand('vscode.openWith', memory, EDITOR);
    await eventually('diagnostics', () => rules(memory).length >= 3 || undefined);
    const lines = vscode.languages.getDiagnostics(memory).map(({ range }) => range.start.line + 1);
    for (const line of [3, 4, 7]) assert.ok(lines.includes(line), `line ${line} of ${lines.join(', ')}`);
  });

  test('the fix for a byte order mark takes the three bytes off the file', async () => {
    const memory = await write('\ufeff[]', 'bom', 'textual_memory.json');
    await vscode.commands.executeCommand('vscode.openWith', memory, EDITOR);
    const [problem] = await eventually('a diagnostic', () => {
      const found = vscode.languages.getDiagnostics(memory).filter(({ source }) => source === 'MemCube');
      return found.length > 0 ? found : undefined;
    });
    assert.ok(problem);
    await vscode.workspace.openTextDocument(memory);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      memory,
      problem.range,
    );
    const fix = actions.find(({ command }) => command?.command === 'memcube.removeByteOrderMark');
    assert.ok(fix?.command, 'there is a fix');
    await vscode.commands.executeCommand(
      fix.command.command,
      ...((fix.command.arguments ?? []) as unknown[]),
    );
    await eventually('the file', async () => ((await read(memory)) === '[]' ? true : undefined));
  });

  test('a file cut in the middle is left alone, and a diagnostic names the place', async () => {
    const memory = await write('{"nodes": [\n  {"id": "a", "mem', 'cut', 'textual_memory.json');
    await vscode.commands.executeCommand('vscode.openWith', memory, EDITOR).then(undefined, () => undefined);
    await eventually('the tab', () => openTabs().includes(EDITOR) || undefined);
    await eventually('a diagnostic', () => rules(memory).includes('file/bad-json') || undefined);
    assert.equal(vscode.languages.getDiagnostics(memory)[0]?.range.start.line, 1);
  });
});
