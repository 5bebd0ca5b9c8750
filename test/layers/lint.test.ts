import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, ROOT } from './tools';

const TREE = join(FIXTURES, 'lint');
const GOOD = join(TREE, 'src/engine/base/good.ts');

/** The project's lint rules, run on a tree with one file per habit that the house does without. */
describe('the lint rules', () => {
  const eslint = new ESLint({ cwd: TREE, overrideConfigFile: join(ROOT, '.config/eslint.config.mjs') });
  const found = new Map<string, readonly (string | null)[]>();

  beforeAll(async () => {
    for (const { filePath, messages } of await eslint.lintFiles('.')) {
      const rules = messages.map(({ ruleId }) => ruleId?.replace('@typescript-eslint/', '') ?? null);
      found.set(filePath.slice(TREE.length + 1), rules);
    }
  });

  it.each([
    ['src/engine/base/importsVscode.ts', 'no-restricted-imports'],
    ['src/engine/base/defaultExport.ts', 'no-restricted-syntax'],
    ['src/engine/base/barrel.ts', 'no-restricted-syntax'],
    ['src/engine/base/exportsAll.ts', 'no-restricted-syntax'],
    ['src/engine/base/enumeration.ts', 'no-restricted-syntax'],
    ['src/engine/base/any.ts', 'no-explicit-any'],
    ['src/engine/base/floatingPromise.ts', 'no-floating-promises'],
    ['src/engine/base/valueImportOfType.ts', 'consistent-type-imports'],
    ['src/engine/base/ignoresTypes.ts', 'ban-ts-comment'],
    ['src/engine/base/disablesRule.ts', 'no-console'],
    ['webview-ui/Html.tsx', 'no-restricted-syntax'],
    ['webview-ui/setsHtml.ts', 'no-restricted-syntax'],
    ['webview-ui/hooks.ts', 'react-hooks/rules-of-hooks'],
    ['webview-ui/hooks.ts', 'react-hooks/exhaustive-deps'],
  ])('reject %s by %s', (file, rule) => {
    expect(found.get(file)).toContain(rule);
  });

  it.each(['src/engine/base/good.ts', 'src/cli/prints.ts'])('have nothing against %s', (file) => {
    expect(found.get(file)).toEqual([]);
  });

  it('reject a file of more than 400 lines', async () => {
    const [at400, at401] = await Promise.all(
      [400, 401].map((lines) => eslint.lintText('export {};\n'.padEnd(10 + lines, '\n'), { filePath: GOOD })),
    );
    expect(at400?.[0]?.messages.map(({ ruleId }) => ruleId)).toEqual([]);
    expect(at401?.[0]?.messages.map(({ ruleId }) => ruleId)).toEqual(['max-lines']);
  });
});
