const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** JSON without the white space between its tokens; number tokens and strings stay as they are. */
export function stripSpace(json: Buffer): Buffer {
  const out = Buffer.allocUnsafe(json.length);
  let length = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (inText) {
      if (byte === BACKSLASH) out[length++] = json[at++]!;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    out[length++] = json[at]!;
  }
  return out.subarray(0, length);
}
