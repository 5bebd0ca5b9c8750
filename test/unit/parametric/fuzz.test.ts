import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../src/engine/base/errors';
import { inspectAdapterFile } from '../../../src/engine/cube/adapter/inspectAdapter';
import type { AdapterSource } from '../../../src/engine/cube/adapter/source';
import { readBaseModel } from '../../../src/engine/parametric/files/baseModel';
import { baseMismatches } from '../../../src/engine/parametric/files/mismatches';
import { factorsOf } from '../../../src/engine/parametric/lowRank/factors';
import { innerProduct } from '../../../src/engine/parametric/lowRank/measure';
import { readPeftConfig } from '../../../src/engine/parametric/peft/peftConfig';
import { peftPairs } from '../../../src/engine/parametric/peft/peftPairs';
import { PEFT, TINY } from './fixtures';

const base = readBaseModel(TINY);
const config = readPeftConfig(readFileSync(join(PEFT, 'plain', 'adapter_config.json'), 'utf8'), 'config');
const gguf = readFileSync(join(PEFT, 'plain.lora.gguf'));
const peft = readFileSync(join(PEFT, 'plain', 'adapter_model.safetensors'));

/** A file that fails when more is asked of it than it has. */
function strict(bytes: Uint8Array): AdapterSource {
  return {
    size: bytes.byteLength,
    pread(offset, length) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset + length).toBeLessThanOrEqual(bytes.byteLength);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** Runs all that looks into an adapter before llama.cpp does; anything but a proper refusal is a failure. */
function walk(bytes: Uint8Array): 'read' | 'refused' {
  const source = strict(bytes);
  try {
    const report = inspectAdapterFile(source, { file: 'x' });
    baseMismatches(report, base);
    if (report.form === 'gguf-adapter') {
      for (const pair of factorsOf(source, report, 'x')) {
        if (pair.rank <= Math.min(pair.a.columns, pair.b.rows)) innerProduct(pair, pair);
      }
    } else peftPairs(report.tensors ?? [], config, base, 'x');
    return 'read';
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    expect(['bad-adapter', 'unsupported', 'bad-model']).toContain(error.code);
    return 'refused';
  }
}

/** Sizes and offsets as liars write them. */
const lie = fc.oneof(
  fc.constantFrom(0n, 1n, 0xffffffffn, 1n << 31n, (1n << 63n) - 1n, (1n << 64n) - 1n),
  fc.bigInt({ min: 0n, max: 4096n }),
);
const header = 1600;
const change = fc.oneof(
  fc.record({
    kind: fc.constant('byte' as const),
    at: fc.nat(header),
    value: fc.integer({ min: 0, max: 255 }),
  }),
  fc.record({ kind: fc.constant('number' as const), at: fc.nat(header), value: lie }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(9000) }),
);

describe('10,000 files that somebody damaged or lied in', () => {
  it.each([
    ['a GGUF adapter', gguf, 6000],
    ['what PEFT saved', peft, 4000],
  ] as const)('%s: read or refused, and never more asked than is there', (_, original, numRuns) => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = Buffer.from(original);
        for (const each of changes) {
          if (each.kind === 'cut') bytes = bytes.subarray(0, each.at);
          else if (each.kind === 'byte' && each.at < bytes.length) bytes[each.at] = each.value;
          else if (each.kind === 'number' && each.at + 8 <= bytes.length)
            bytes.writeBigUInt64LE(each.value, each.at);
        }
        outcomes[walk(bytes)] += 1;
      }),
      { numRuns },
    );
    // A test in which nothing is refused, or nothing read, would prove nothing.
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(20);
  });
});
