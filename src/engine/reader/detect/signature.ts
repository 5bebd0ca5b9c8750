/** What bytes say at their beginning about what they are. */
export type Signature = 'pdf' | 'zip' | 'old-office' | 'picture';

const STARTS: readonly (readonly [Signature, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['old-office', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
];

/** A PDF may have up to a kilobyte of anything before its header. */
export function signatureOf(bytes: Uint8Array): Signature | undefined {
  const found = STARTS.find(([, start]) => start.every((byte, at) => bytes[at] === byte));
  if (found) return found[0];
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-') ? 'pdf' : undefined;
}
