import { describe, expect, it } from 'vitest';
import { scan } from './collect';

describe('the scan for texts', () => {
  it('finds what is given to the translators of the extension and of the views', () => {
    const source = "vscode.l10n.t('One {0}', n); l10n.t(`Two`); t('Three'); other('Four');";
    expect(scan('src/extension/part.ts', source).texts).toEqual(['One {0}', 'Two', 'Three']);
  });

  it('takes both branches of a choice', () => {
    expect(scan('webview-ui/part.ts', "t(many ? 'Some' : (none ? 'None' : 'One'))").texts).toEqual([
      'Some',
      'None',
      'One',
    ]);
  });

  it('reports what is no text, with its line', () => {
    const { notLiteral } = scan('webview-ui/part.ts', "t('Fine');\nt(name);\nt(`of ${name}`);\nt('a' + b);");
    expect(notLiteral).toEqual(['webview-ui/part.ts:2', 'webview-ui/part.ts:3', 'webview-ui/part.ts:4']);
  });

  it('lets the two places that pass on sentences of the engine do so, once each', () => {
    const twice = 'vscode.l10n.t(message, ...args); vscode.l10n.t(other);';
    expect(scan('src/extension/host/reason.ts', twice).notLiteral).toEqual(['src/extension/host/reason.ts:1']);
  });

  it('reports text that a view shows as it is', () => {
    const source = '<p title="Hint" className="wide">Plain <b>{t("Fine")}</b> 30 ×</p>;';
    expect(scan('webview-ui/Part.tsx', source).bare).toEqual([
      'webview-ui/Part.tsx:1: Hint',
      'webview-ui/Part.tsx:1: Plain',
    ]);
  });
});
