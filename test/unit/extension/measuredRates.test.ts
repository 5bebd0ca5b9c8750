import { describe, expect, it } from 'vitest';
import { measuredRates } from '../../../src/extension/activation/measuredRates';

const item = (tokens: number, restores: readonly { ms: number; from: 'ram' | 'disk' }[] = []) => ({
  tokens: Array.from({ length: tokens }, (_, at) => at),
  figures: {
    ...{ prefillMs: tokens * 4, saveMs: tokens / 10, extendedFrom: 0, buildMs: tokens * 4 },
    restores: restores.map((each) => ({ ...each, at: '2026-02-01T10:00:00.000Z', tokens })),
  },
  stored: {
    ...{ file: 'state', encoding: 'plain' as const, bytes: tokens * 100, stateBytes: tokens * 100 },
    ...{ hash: '', stateHash: '' },
  },
});

describe('the rates that items have measured', () => {
  it('are those of all items together', () => {
    const rates = measuredRates([item(100), item(300, [{ ms: 3, from: 'disk' }])]);
    expect(rates).toMatchObject({ prefillMsPerToken: 4, bytesPerToken: 100, saveMsPerByte: 0.001 });
    expect(rates?.restoreMsPerByte).toBe(0.0001);
  });

  it('take what never left the memory for no reading', () => {
    const rates = measuredRates([item(100, [{ ms: 0.01, from: 'ram' }])]);
    expect(rates?.restoreMsPerByte).toBe(rates?.saveMsPerByte);
  });

  it('are not there before the first item', () => {
    expect(measuredRates([])).toBeUndefined();
    expect(measuredRates([item(0)])).toBeUndefined();
  });
});
