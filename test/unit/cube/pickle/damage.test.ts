import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../../src/engine/base/errors';
import { inspectActivationFile } from '../../../../src/engine/cube/pickle/inspectActivation';
import { fixture, realFile } from './load';

/** Whether the file is read or properly refused; anything else thrown fails the test. */
function survives(bytes: Uint8Array): 'read' | 'refused' {
  try {
    JSON.stringify(inspectActivationFile(bytes, { statistics: true }));
    return 'read';
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    expect(['bad-pickle', 'forbidden-global']).toContain(error.code);
    expect(error.place?.offset).toBeGreaterThanOrEqual(0);
    expect(error.place?.offset).toBeLessThanOrEqual(bytes.byteLength);
    return 'refused';
  }
}

const names = ['current-mixed', 'protocol-2', 'zip-storage', 'zip-deflated', 'dtypes', 'strided'];
const files = names.map((name) => Uint8Array.from(fixture(`pickle/${name}.pickle`)));

describe('a damaged file', () => {
  it.each(names.map((name, i) => [name, files[i]] as const))('%s cut at any byte is refused', (_, bytes) => {
    for (let end = 0; end < (bytes?.byteLength ?? 0); end += 1) {
      expect(survives(bytes?.subarray(0, end) ?? new Uint8Array())).toBe('refused');
    }
  });

  it('the real file cut anywhere is refused', () => {
    const bytes = fixture(realFile);
    for (let end = 0; end < bytes.byteLength; end += 4999) {
      expect(survives(bytes.subarray(0, end))).toBe('refused');
    }
  });

  it('10,000 random mutations are read or refused, in bounded memory', () => {
    const before = process.memoryUsage();
    let peak = 0;
    const mutation = fc.record({
      file: fc.nat(files.length - 1),
      edits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(mutation, ({ file, edits }) => {
        const bytes = Uint8Array.from(files[file] ?? []);
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        survives(bytes);
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        peak = Math.max(peak, heapUsed - before.heapUsed + arrayBuffers - before.arrayBuffers);
      }),
      { numRuns: 10_000 },
    );
    expect(peak).toBeLessThan(400 * 2 ** 20);
  });

  it('random bytes behind a pickle header are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        survives(Uint8Array.from([0x80, 4, ...tail]));
      }),
      { numRuns: 3000 },
    );
  });
});
