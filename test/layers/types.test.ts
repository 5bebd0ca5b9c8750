import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { FIXTURES, ROOT } from './tools';

/** What the compiler says of a fixture under the very options of an area. */
function complaints(area: string, fixture: string): string[] {
  const config = join(ROOT, area, 'tsconfig.json');
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = ts.getParsedCommandLineOfConfigFile(config, { noEmit: true, composite: false }, host);
  if (!parsed) throw new Error(`Cannot read ${config}`);
  const file = join(FIXTURES, 'types', fixture);
  const program = ts.createProgram([file], { ...parsed.options, noEmit: true, emitDeclarationOnly: false });
  const source = program.getSourceFile(file);
  return program
    .getSemanticDiagnostics(source)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
}

describe('the types that an area can see', () => {
  it.each(['src/engine', 'src/protocol', 'src/workers', 'src/cli', 'webview-ui'])(
    'of the editor: none in %s',
    (area) => {
      expect(complaints(area, 'vscode.ts')).toEqual([expect.stringContaining("no exported member 'Uri'")]);
    },
  );

  it('of the editor: all in src/extension', () => {
    expect(complaints('src/extension', 'vscode.ts')).toEqual([]);
  });

  it.each(['src/engine', 'src/protocol', 'src/workers', 'src/cli', 'src/extension'])(
    'of the page: none in %s',
    (area) => {
      expect(complaints(area, 'dom.ts')).toEqual([expect.stringContaining("'document'")]);
    },
  );

  it('of Node: none in webview-ui', () => {
    expect(complaints('webview-ui', 'node.ts')).toEqual([expect.stringContaining('node:fs')]);
    expect(complaints('src/engine', 'node.ts')).toEqual([]);
  });
});
