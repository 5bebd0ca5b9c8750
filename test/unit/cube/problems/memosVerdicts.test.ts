import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../src/engine/base/json/types';
import { checkTextMemory } from '../../../../src/engine/cube/problems/checkTextMemory';
import { viewOf } from './viewOf';

interface Verdicts {
  readonly judge: string;
  readonly cases: readonly { record: JsonValue; reads: boolean }[];
}

const path = join(import.meta.dirname, '../../../fixtures/problems/cases.json');
const { judge, cases } = JSON.parse(readFileSync(path, 'utf8')) as Verdicts;
/** The Dream plugin's values are refused too, but only worth a warning. */
const DREAM = /dream_diary_|InsightMemory/;

/** The verdicts were recorded once by running MemOS itself over the same records. */
describe(`agreement with MemOS (${judge})`, () => {
  for (const { record, reads } of cases) {
    const text = JSON.stringify([record]);
    it(`${reads ? 'reads' : 'refuses'} ${text.slice(0, 160)}`, () => {
      const problems = checkTextMemory(viewOf(text, 'naive_text'));
      const refused = problems.some(
        (p) => p.severity === 'error' || (DREAM.test(text) && p.severity === 'warning'),
      );
      expect(!refused, JSON.stringify(problems)).toBe(reads);
    });
  }
});
