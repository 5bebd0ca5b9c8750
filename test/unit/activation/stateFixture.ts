import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStateLayout } from '../../../src/engine/activation/state/layout';
import { stateOfBytes } from '../../../src/engine/activation/state/stateSource';

/** A state that llama.cpp wrote: two tokens of SmolLM2-135M, see make.mjs beside it. */
export function stateFixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/kvState', name)));
}

/** A number written at a place, little-endian; without the rest of the bytes changed. */
export function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

export const layoutOf = (bytes: Uint8Array) => readStateLayout(stateOfBytes(bytes, 'x.bin'));
