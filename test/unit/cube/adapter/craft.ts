import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectAdapterFile } from '../../../../src/engine/cube/adapter/inspectAdapter';
import { StudioError } from '../../../../src/engine/base/errors';

/** Path of a fixture below `test/fixtures`. */
export function fixturePath(path: string): string {
  return join(import.meta.dirname, '../../../fixtures', path);
}

/** Bytes of a fixture, by its path below `test/fixtures`. */
export function fixture(path: string): Uint8Array {
  return Uint8Array.from(readFileSync(fixturePath(path)));
}

/** Joins numbers (as 32-bit), bigints (as 64-bit), text (UTF-8) and bytes, little-endian. */
export function join64(...parts: readonly (number | bigint | string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part);
      if (part instanceof Uint8Array) return part;
      const buffer = Buffer.alloc(typeof part === 'number' ? 4 : 8);
      if (typeof part === 'number') buffer.writeUInt32LE(part);
      else buffer.writeBigUInt64LE(part);
      return buffer;
    }),
  );
}

/** A text as GGUF writes it: 64-bit length, UTF-8. */
export function ggufText(text: string): Uint8Array {
  return join64(BigInt(Buffer.byteLength(text)), text);
}

/** A safetensors file with this header object and data bytes. */
export function safetensors(header: string | object, data = 0): Uint8Array {
  const json = typeof header === 'string' ? header : JSON.stringify(header);
  return join64(BigInt(Buffer.byteLength(json)), json, new Uint8Array(data));
}

/** What the inspection is refused with; fails when it is not, or not with a StudioError. */
export function refusal(bytes: Uint8Array): StudioError {
  try {
    inspectAdapterFile(bytes, { file: 'x.adapter' });
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}
