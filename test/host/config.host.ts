import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, eventually, write } from './folder';

const CONFIG = `{
  "model_schema": "memos.configs.mem_cube.GeneralMemCubeConfig",
  "text_mem": {
    "backend": "tree_text",
    "config": {
      "graph_db": { "backend": "" }
    }
  },
  
}`;

/** Labels that the schemas offer at a line (from 1) and column; words of other documents do not count. */
async function offered(uri: vscode.Uri, line: number, column: number): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    new vscode.Position(line - 1, column),
  );
  const items = list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));
}

suite('config.json', () => {
  teardown(closeEditors);

  test('completion knows the members and backends of MemOS', async () => {
    const uri = await write(CONFIG, 'completion', 'config.json');
    await vscode.window.showTextDocument(uri);
    const members = await eventually('members', async () => {
      const labels = await offered(uri, 9, 2);
      return labels.includes('act_mem') ? labels : undefined;
    });
    for (const member of ['user_id', 'cube_id', 'para_mem', 'pref_mem'])
      assert.ok(members.includes(member), member);
    const backends = await offered(uri, 6, 32);
    for (const backend of ['neo4j', 'neo4j-community'])
      assert.ok(backends.includes(backend), backends.join(', '));
  });

  test('a config.json of something else is left alone', async () => {
    const uri = await write('{\n  "name": "app",\n  \n}', 'not-a-cube', 'config.json');
    await vscode.window.showTextDocument(uri);
    const labels = await offered(uri, 3, 2);
    assert.deepEqual(
      labels.filter((label) => /_(mem|schema|id)$/.test(label)),
      [],
    );
    assert.deepEqual(
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'MemCube'),
      [],
    );
  });
});
