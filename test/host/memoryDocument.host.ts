import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, eventually, read, write } from './folder';

const CUBE = JSON.stringify(
  [
    {
      id: '5f1a0d5e-1111-4a5b-8c7d-000000000001',
      memory: 'The cat sleeps.',
      metadata: { status: 'activated', key: 'Cat' },
    },
    {
      id: '5f1a0d5e-1111-4a5b-8c7d-000000000002',
      memory: 'The dog barks.',
      metadata: { status: 'activated' },
    },
  ],
  undefined,
  4,
);
const KEY = '5f1a0d5e-1111-4a5b-8c7d-000000000001';

/** Address of a memory as a document, as the extension writes it. */
const address = (cube: vscode.Uri, as: 'text' | 'record'): vscode.Uri =>
  vscode.Uri.from({
    scheme: 'memcube',
    path: `/5f1a0d5e/Cat.${as === 'text' ? 'md' : 'json'}`,
    query: JSON.stringify({ cube: cube.fsPath, key: KEY, as }),
  });

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

suite('a memory as a text document', () => {
  teardown(closeEditors);

  test('saving the text writes only that line of the cube', async () => {
    const cube = await write(CUBE, 'doc-text', 'textual_memory.json');
    const document = await vscode.workspace.openTextDocument(address(cube, 'text'));
    assert.equal(document.getText(), 'The cat sleeps.');
    await replaceAll(document, 'The cat sleeps all day.');
    assert.equal(await document.save(), true);
    assert.equal(await read(cube), CUBE.replace('The cat sleeps.', 'The cat sleeps all day.'));
  });

  test('saving the record writes the fields that differ, and refuses another id', async () => {
    const cube = await write(CUBE, 'doc-record', 'textual_memory.json');
    const document = await vscode.workspace.openTextDocument(address(cube, 'record'));
    await replaceAll(document, document.getText().replace('"activated"', '"archived"'));
    assert.equal(await document.save(), true);
    assert.equal(await read(cube), CUBE.replace('"activated"', '"archived"'));
    await replaceAll(document, document.getText().replace(KEY, KEY.replace('1111', '2222')));
    assert.equal(await document.save(), false);
    assert.equal(await read(cube), CUBE.replace('"activated"', '"archived"'));
    await vscode.window.showTextDocument(document);
  });

  test('text that is no JSON is refused and nothing is written', async () => {
    const cube = await write(CUBE, 'doc-broken', 'textual_memory.json');
    const document = await vscode.workspace.openTextDocument(address(cube, 'record'));
    await replaceAll(document, '{"id": ');
    assert.equal(await document.save(), false);
    assert.equal(await read(cube), CUBE);
    await vscode.window.showTextDocument(document);
  });

  test('a document follows what happens to its memory elsewhere', async () => {
    const cube = await write(CUBE, 'doc-follow', 'textual_memory.json');
    const text = await vscode.workspace.openTextDocument(address(cube, 'text'));
    const record = await vscode.workspace.openTextDocument(address(cube, 'record'));
    await vscode.window.showTextDocument(text);
    await replaceAll(record, record.getText().replace('sleeps', 'dreams'));
    await record.save();
    await eventually('the text follows', () => text.getText() === 'The cat dreams.' || undefined);
  });
});
