import { createHash } from 'node:crypto';

/** Token ids as base64 of little groups of seven bits, lowest first (LEB128): two bytes for most tokens. */
export function encodeTokens(tokens: readonly number[]): string {
  const bytes: number[] = [];
  for (let rest of tokens) {
    while (rest > 0x7f) {
      bytes.push((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes).toString('base64');
}

/** The token ids again, or undefined for what `encodeTokens` does not write. */
export function decodeTokens(text: string): number[] | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return undefined;
  const tokens: number[] = [];
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor;
    factor *= 0x80;
    if (value > 0x7fffffff || factor > 0x80 ** 5) return undefined;
    if (byte > 0x7f) continue;
    tokens.push(value);
    value = 0;
    factor = 1;
  }
  return factor === 1 ? tokens : undefined;
}

/** SHA-256 of token ids, hex: of their 32-bit little-endian numbers. */
export function hashTokens(tokens: readonly number[]): string {
  return createHash('sha256')
    .update(new Uint8Array(Int32Array.from(tokens).buffer))
    .digest('hex');
}
