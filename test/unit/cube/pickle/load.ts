import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectActivationFile } from '../../../../src/engine/cube/pickle/inspectActivation';
import type { ActivationReport } from '../../../../src/engine/cube/pickle/inspectActivation';
import { StudioError } from '../../../../src/engine/base/errors';

const fixtures = join(import.meta.dirname, '../../../fixtures');

/** Path of the real file that ships with MemOS. */
export const realFile = 'cubes/mem_cube_2/activation_memory.pickle';

/** Bytes of a fixture, by its path below `test/fixtures`. */
export function fixture(path: string): Uint8Array {
  return readFileSync(join(fixtures, path));
}

/** The report on a fixture of the `pickle` folder, with statistics. */
export function reportOn(name: string): ActivationReport {
  return inspectActivationFile(fixture(`pickle/${name}.pickle`), { file: name, statistics: true });
}

/** What the inspection is refused with; fails when it is not, or not with a StudioError. */
export function refusal(bytes: Uint8Array): StudioError {
  try {
    inspectActivationFile(bytes, { file: 'x.pickle', statistics: true });
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}
