/** Writes pickles byte by byte, for tests. Parts are opcode characters, numbers (bytes) or made by the helpers. */
export type Part = string | number | Uint8Array;

/** Joins parts to bytes; each character of a string is one byte. */
export function bytesOf(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'number') return [part];
      return typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [...part];
    }),
  );
}

/** A pickle of protocol 4 with a STOP at its end. */
export function pickle(...parts: readonly Part[]): Uint8Array {
  return bytesOf(0x80, 4, ...parts, '.');
}

/** SHORT_BINUNICODE. */
export function text(value: string): Uint8Array {
  const utf8 = new TextEncoder().encode(value);
  return bytesOf(0x8c, utf8.length, utf8);
}

/** STACK_GLOBAL with its two names. */
export function stackGlobal(module: string, name: string): Uint8Array {
  return bytesOf(text(module), text(name), 0x93);
}

/** A little-endian integer of `width` bytes. */
export function integer(value: bigint | number, width: number): Uint8Array {
  let rest = BigInt(value);
  return Uint8Array.from({ length: width }, () => {
    const byte = Number(rest & 0xffn);
    rest >>= 8n;
    return byte;
  });
}
