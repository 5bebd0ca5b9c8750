/**
 * Whether Python's `uuid.UUID(text)` takes a text: it removes `urn:`, `uuid:`, then `{`, `}` at the ends
 * and every hyphen, and reads 32 hexadecimal digits. Versions and variants do not matter.
 */
export function isPythonUuid(text: string): boolean {
  if (CANONICAL.test(text)) return true;
  const bare = text
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');
  // Python's int() also takes a sign, white space, an underscore between digits and the prefix 0x.
  return bare.length === 32 && /^\s*\+?(?:0[xX]_?)?[0-9a-f]+(?:_[0-9a-f]+)*\s*$/i.test(bare);
}

const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
