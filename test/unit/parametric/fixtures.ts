/** Adapters as PEFT saved them, the models they are for, and what torch answers (`test/fixtures/adapter/peft`). */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const PEFT = join(import.meta.dirname, '../../fixtures/adapter/peft');
/** A Llama of 64 dimensions in float32. */
export const TINY = join(PEFT, 'tiny.gguf');

/** What torch answers, with adapters merged into the weights: logarithms of probabilities of the next token. */
export const expected = JSON.parse(readFileSync(join(PEFT, 'expected.json'), 'utf8')) as {
  readonly tiny: {
    readonly tokens: number[];
    readonly base: number[];
    readonly tiny: number[];
    readonly plain: number[];
  };
  readonly smollm2: {
    readonly tokens: number[];
    readonly next: readonly { readonly token: number; readonly base: number; readonly merged: number }[];
  };
};

/** Makes folders that are gone after the file's tests. Call it at the top of a test file. */
export function useFolders(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'lora-'));
    made.push(folder);
    return folder;
  };
}
