import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRefusedByMemOS, validateConfig } from '../../../../src/engine/cube/config/validateConfig';

interface Verdicts {
  readonly judge: string;
  readonly cases: readonly { name: string; text: string; parses: boolean; loads: boolean }[];
}

const path = join(import.meta.dirname, '../../../fixtures/config/cases.json');
const { judge, cases } = JSON.parse(readFileSync(path, 'utf8')) as Verdicts;

/** The verdicts were recorded once by running MemOS itself over the same texts. */
describe(`agreement with MemOS (${judge})`, () => {
  for (const { name, text, parses, loads } of cases) {
    it(`${parses ? 'accepts' : 'refuses'}: ${name}`, () => {
      const problems = validateConfig(text, { file: 'config.json' });
      expect(problems.filter(isRefusedByMemOS).length === 0, JSON.stringify(problems)).toBe(parses);
      const complains = problems.some((p) => p.rule === 'config/model-schema');
      if (parses) expect(complains).toBe(!loads);
    });
  }
});
