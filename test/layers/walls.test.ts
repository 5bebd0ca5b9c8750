import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, ROOT, runTool } from './tools';

/** The fixture tree has the folders of the project; each rule is broken by one file of it. */
interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const CONFIG = join(ROOT, '.config/dependency-cruiser.cjs');
const require = createRequire(import.meta.url);
const { forbidden } = require(CONFIG) as { forbidden: readonly { readonly name: string }[] };

/** Rules that hold everywhere, and who breaks them. In the area rules it is always `wrong.ts` of the area. */
const BREAKERS: Readonly<Record<string, string>> = {
  'vscode only in the extension': 'src/engine/cube/text/knowsTheEditor.ts',
  'base as types only': 'webview-ui/shared/runsBase.ts',
  'apps apart': 'webview-ui/two/reachesOver.ts',
  'no tests in the product': 'src/cli/needsTest.ts',
  'no cycles': 'src/engine/model/circleA.ts',
  'no cycles of types': 'src/engine/model/typesA.ts',
  'no orphans': 'src/engine/model/leftOver.ts',
  'in use': 'src/cli/notReached.ts',
  'everything resolves': 'src/cli/misspelt.ts',
  'area: webview-ui': 'webview-ui/shared/wrong.ts',
};

function breaker(rule: string): string {
  return BREAKERS[rule] ?? `${rule.replace('area: ', '')}/wrong.ts`;
}

describe('the walls between areas', () => {
  let violations: readonly Violation[] = [];

  beforeAll(() => {
    const args = ['--config', CONFIG, '--output-type', 'json', 'src', 'webview-ui', 'bench'];
    const { output } = runTool('depcruise', args, join(FIXTURES, 'walls'));
    violations = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
  });

  it.each(forbidden.map(({ name }) => name))('rejects what breaks “%s”', (rule) => {
    const files = violations
      .filter((violation) => violation.rule.name === rule)
      .map(({ from, to }) => [from, to]);
    expect(files.flat()).toContain(breaker(rule));
  });

  it.each([
    ['area: src/engine/model', 'src/engine/model/usesNode.ts'],
    ['area: src/engine/cube/text', 'src/engine/cube/text/usesPackage.ts'],
  ])('counts Node and packages as imports: “%s”', (rule, file) => {
    expect(violations.filter((violation) => violation.rule.name === rule).map(({ from }) => from)).toContain(
      file,
    );
  });

  it('lets through what keeps to them', () => {
    const broken = violations.filter(({ rule }) => rule.name !== 'in use').map(({ from }) => from);
    for (const good of ['src/cli/main.ts', 'src/cli/used.ts', 'webview-ui/shared/namesBase.ts']) {
      expect(broken).not.toContain(good);
    }
  });
});
